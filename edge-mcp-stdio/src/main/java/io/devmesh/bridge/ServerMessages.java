package io.devmesh.bridge;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What may go to the client: a message of JSON-RPC, or (2025-03-26) a batch of them. */
final class ServerMessages {
    private ServerMessages() {}

    /** Empty where it is anything else, such as the page of a proxy. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode json = Json.mapper().readTree(text);
            boolean valid = !json.isEmpty()
                    && each(json).stream().allMatch(message -> message.isObject() && message.has("jsonrpc"));
            return valid ? Optional.of(json) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static List<JsonNode> each(JsonNode json) {
        return json.isArray() ? List.copyOf(json.values()) : List.of(json);
    }
}
