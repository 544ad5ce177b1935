package io.devmesh.bridge;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a request gets no answer of the server, in words that say what to do.
 *
 * @param code the server's own, where it gave one
 * @param status of HTTP, where there is one
 * @param retryAfter seconds
 */
record Problem(int code, String message, OptionalInt status, OptionalLong retryAfter) {
    /** Of the range that JSON-RPC leaves to implementations; MCP has given it no meaning. */
    static final int BRIDGE_ERROR = -32000;

    static final int PARSE_ERROR = -32700;

    static Problem of(String message) {
        return new Problem(BRIDGE_ERROR, message, OptionalInt.empty(), OptionalLong.empty());
    }

    static Problem unreadable(String message) {
        return new Problem(PARSE_ERROR, message, OptionalInt.empty(), OptionalLong.empty());
    }

    /**
     * A JSON-RPC error.
     *
     * @param id of the request, empty where it is not known
     */
    String answerTo(Optional<JsonNode> id) {
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.put("jsonrpc", "2.0");
        id.ifPresentOrElse(known -> answer.set("id", known), () -> answer.putNull("id"));
        ObjectNode error = answer.putObject("error");
        error.put("code", code);
        error.put("message", message);
        if (status.isPresent()) {
            ObjectNode data = error.putObject("data");
            data.put("httpStatus", status.getAsInt());
            retryAfter.ifPresent(seconds -> data.put("retryAfterSeconds", seconds));
        }
        return answer.toString();
    }
}
