package io.devmesh.benchmark.sample;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** GitHub's own examples of its webhooks, as the npm package {@code @octokit/webhooks-examples} has them. */
public final class OctokitExamples {
    private static final Path INDEX = Path.of("@octokit", "webhooks-examples", "api.github.com", "index.json");

    private OctokitExamples() {}

    /**
     * Reads all of them; each is written again, compactly, as GitHub sends it.
     *
     * @param modules the folder {@code node_modules}
     */
    public static List<Payload> read(Path modules) {
        try {
            return parse(Files.readAllBytes(modules.resolve(INDEX)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One object for each event, with its example payloads in an array. */
    static List<Payload> parse(byte[] index) {
        List<Payload> payloads = new ArrayList<>();
        for (JsonNode event : Json.mapper().readTree(index)) {
            for (JsonNode example : event.path("examples")) {
                payloads.add(payload(event.path("name").stringValue(), example));
            }
        }
        return payloads;
    }

    private static Payload payload(String event, JsonNode example) {
        String action = example.path("action").asString("");
        return new Payload(
                action.isEmpty() ? event : event + "." + action,
                text(example.at("/repository/full_name")),
                text(example.at("/sender/login")),
                Json.mapper().writeValueAsBytes(example));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asString("")).filter(text -> !text.isEmpty());
    }
}
