package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A few texts of a body, read without building its tree: the door has no time for more. A body that is not JSON yields what
 * was read until then; the Worker says what is wrong with it.
 */
final class JsonPeek {
    private static final class Node {
        private final Map<String, Node> inside = new HashMap<>();
        private String wanted;
    }

    private final Node root = new Node();

    private JsonPeek() {}

    /** Of the texts at {@code paths}: names of properties, with dots between them. */
    static JsonPeek at(String... paths) {
        JsonPeek peek = new JsonPeek();
        for (String path : paths) {
            Node node = peek.root;
            for (String name : path.split("\\.", -1)) {
                node = node.inside.computeIfAbsent(name, unused -> new Node());
            }
            node.wanted = path;
        }
        return peek;
    }

    Found into(Delivery delivery) {
        Map<String, String> found = new HashMap<>();
        byte[] json = PayloadForm.json(delivery.contentType(), delivery.body()).orElse(new byte[0]);
        try (JsonParser parser = Json.mapper().createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, root, found);
            }
        } catch (JacksonException notJson) {
            // Said in the class comment: what was read until then is good.
        }
        return new Found(found);
    }

    /** What was there. */
    record Found(Map<String, String> texts) {
        Optional<String> text(String path) {
            return Optional.ofNullable(texts.get(path)).filter(text -> !text.isEmpty());
        }
    }

    /** The object at hand, to its end. */
    private static void read(JsonParser parser, Node node, Map<String, String> found) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Node next = node.inside.get(parser.currentName());
            JsonToken value = parser.nextToken();
            if (next != null && next.wanted != null) {
                if (value == JsonToken.VALUE_STRING) {
                    found.put(next.wanted, parser.getString());
                } else {
                    found.remove(next.wanted);
                }
            }
            if (next != null && value == JsonToken.START_OBJECT) {
                read(parser, next, found);
            } else {
                parser.skipChildren();
            }
        }
    }
}
