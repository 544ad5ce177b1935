package io.devmesh.bridge;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON-RPC error as the body of an HTTP error.
 *
 * @param text as it came
 */
record Refusal(String text, ObjectNode json) {
    private static final int HEADER_MISMATCH = -32020;

    /** Empty where the body is something else. */
    static Optional<Refusal> parse(String body) {
        try {
            return Json.mapper().readTree(body) instanceof ObjectNode object
                            && object.has("jsonrpc")
                            && object.path("error").isObject()
                    ? Optional.of(new Refusal(body, object))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    int code() {
        return json.path("error").path("code").asInt(Problem.BRIDGE_ERROR);
    }

    boolean isHeaderMismatch() {
        return code() == HEADER_MISMATCH;
    }

    /** Servers that refuse a message before they read it don't know its id, and the client needs it. */
    String answerTo(JsonNode id) {
        return id.equals(json.get("id")) ? text : json.deepCopy().set("id", id).toString();
    }
}
