package io.devmesh.system.fuzz;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Valid messages of every method and version, from {@code samples.json}. */
final class Samples {
    static final String STATELESS = "2026-07-28";
    static final String BATCHING = "2025-03-26";
    static final List<String> SESSION_VERSIONS = List.of("2024-11-05", BATCHING, "2025-06-18", "2025-11-25");
    static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
    static final String SLOW_TOOL = "slow_compute";

    private static final JsonNode ALL = read();
    private static final int SELDOM = 60;
    private static final int MAX_BATCH = 5;

    private Samples() {}

    /**
     * Any message of that version.
     *
     * @param id of the message, if it is a request
     */
    static ObjectNode message(String version, int id, Dice dice, Memory memory) {
        ObjectNode message = (ObjectNode) filled(template(version, dice), version, memory);
        message.put("jsonrpc", "2.0");
        String method = message.path("method").asString("");
        if (!message.has("id") && !method.startsWith("notifications/")) {
            message.put("id", id);
        }
        if (version.equals(STATELESS)) {
            declare(message, dice);
        }
        return message;
    }

    /** Some messages at once. */
    static ArrayNode batch(int id, Dice dice, Memory memory) {
        ArrayNode batch = Json.mapper().createArrayNode();
        for (int left = 1 + dice.below(MAX_BATCH); left > 0; left--) {
            batch.add(message(BATCHING, id + left * 1_000_000, dice, memory));
        }
        return batch;
    }

    private static JsonNode template(String version, Dice dice) {
        if (dice.oneIn(SELDOM)) {
            return dice.of(members("slow"));
        }
        List<JsonNode> choices = members("both");
        choices.addAll(members(version.equals(STATELESS) ? "stateless" : "session"));
        return dice.of(choices);
    }

    private static List<JsonNode> members(String group) {
        return new ArrayList<>(ALL.path(group).valueStream().toList());
    }

    private static void declare(ObjectNode message, Dice dice) {
        ObjectNode meta = message.withObjectProperty("params").withObjectProperty("_meta");
        meta.put(VERSION_KEY, STATELESS);
        ObjectNode capabilities = meta.putObject("io.modelcontextprotocol/clientCapabilities");
        capabilities.putObject("elicitation");
        capabilities.putObject("sampling");
        capabilities.putObject("roots");
        if (!dice.oneIn(4)) {
            capabilities.putObject("extensions").putObject("io.modelcontextprotocol/tasks");
        }
        if (dice.oneIn(4)) {
            meta.put("io.modelcontextprotocol/logLevel", "debug");
        }
    }

    /** A copy with what placeholders stand for. */
    private static JsonNode filled(JsonNode node, String version, Memory memory) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = Json.mapper().createObjectNode();
                for (Map.Entry<String, JsonNode> entry : object.properties()) {
                    copy.set(entry.getKey(), filled(entry.getValue(), version, memory));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Json.mapper().createArrayNode();
                array.forEach(member -> copy.add(filled(member, version, memory)));
                yield copy;
            }
            case StringNode text ->
                StringNode.valueOf(text.stringValue().equals("@version") ? version : memory.recall(text.stringValue()));
            default -> node;
        };
    }

    private static JsonNode read() {
        try (InputStream in = Samples.class.getResourceAsStream("samples.json")) {
            return Json.mapper().readTree(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
