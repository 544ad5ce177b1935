package io.devmesh.edge.jsonrpc;

import io.devmesh.edge.jsonrpc.JsonRpcReply.Failure;
import io.devmesh.edge.jsonrpc.JsonRpcReply.Success;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages from bytes and answers to bytes. Duplicate keys are refused: two readers could see two different messages. */
public final class JsonRpcCodec {
    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonRpcCodec() {}

    public static Parsed parse(byte[] bytes) {
        JsonNode tree;
        try {
            tree = READER.readTree(bytes);
        } catch (StreamConstraintsException tooMuch) {
            return malformed(
                    Optional.empty(),
                    JsonRpcErrorCode.PARSE_ERROR,
                    "The body is nested deeper than " + Json.MAX_DEPTH + " levels, or has too long a number or text");
        } catch (JacksonException malformed) {
            return malformed(Optional.empty(), JsonRpcErrorCode.PARSE_ERROR, "The body is not valid JSON");
        }
        if (tree.isMissingNode()) {
            return malformed(Optional.empty(), JsonRpcErrorCode.PARSE_ERROR, "The body is empty");
        }
        return switch (tree) {
            case ObjectNode object -> parse(object);
            default ->
                malformed(
                        Optional.empty(),
                        JsonRpcErrorCode.INVALID_REQUEST,
                        tree.isArray() ? "Batches are not supported: send one message" : "A message is a JSON object");
        };
    }

    private static Parsed parse(ObjectNode object) {
        JsonNode rawId = object.get("id");
        Optional<RequestId> id = rawId == null ? Optional.empty() : RequestId.ofJson(rawId);
        if (rawId != null && id.isEmpty()) {
            return malformed(id, JsonRpcErrorCode.INVALID_REQUEST, "id is not a string or a whole number");
        }
        JsonNode version = object.path("jsonrpc");
        if (!version.isString() || !version.stringValue().equals("2.0")) {
            return malformed(id, JsonRpcErrorCode.INVALID_REQUEST, "jsonrpc is not \"2.0\"");
        }
        JsonNode method = object.get("method");
        if (method == null && id.isPresent() && (object.has("result") || object.has("error"))) {
            return new Parsed.Message(new JsonRpcMessage.Response(id.get(), object));
        }
        if (method == null || !method.isString()) {
            return malformed(id, JsonRpcErrorCode.INVALID_REQUEST, "method is not a string");
        }
        JsonNode rawParams = object.get("params");
        if (rawParams != null && !rawParams.isObject()) {
            return malformed(id, JsonRpcErrorCode.INVALID_PARAMS, "params is not an object");
        }
        ObjectNode params = rawParams == null ? Json.mapper().createObjectNode() : (ObjectNode) rawParams;
        return new Parsed.Message(
                id.isPresent()
                        ? new JsonRpcMessage.Request(id.get(), method.stringValue(), params)
                        : new JsonRpcMessage.Notification(method.stringValue(), params));
    }

    private static Parsed malformed(Optional<RequestId> id, JsonRpcErrorCode code, String message) {
        return new Parsed.Malformed(new Failure(id, JsonRpcError.of(code, message)));
    }

    /**
     * The messages of a batch (JSON-RPC 2.0, section 6), each as if it had come alone; empty where {@code bytes} are no
     * array, or one without or with more than {@code max} members.
     */
    public static Optional<List<Parsed>> parseBatch(byte[] bytes, int max) {
        if (!startsAsArray(bytes)) {
            return Optional.empty();
        }
        try {
            return READER.readTree(bytes) instanceof ArrayNode array && !array.isEmpty() && array.size() <= max
                    ? Optional.of(array.valueStream().map(JsonRpcCodec::member).toList())
                    : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Parsed member(JsonNode node) {
        return node instanceof ObjectNode object
                ? parse(object)
                : malformed(Optional.empty(), JsonRpcErrorCode.INVALID_REQUEST, "A message is a JSON object");
    }

    private static boolean startsAsArray(byte[] bytes) {
        for (byte first : bytes) {
            if (!Character.isWhitespace(first)) {
                return first == '[';
            }
        }
        return false;
    }

    /** A notification of ours. */
    public static byte[] notification(String method, ObjectNode params) {
        ObjectNode object = Json.mapper().createObjectNode();
        object.put("jsonrpc", "2.0").put("method", method).set("params", params);
        return Json.mapper().writeValueAsBytes(object);
    }

    /** A request of ours to the client. */
    public static byte[] request(String id, String method, ObjectNode params) {
        ObjectNode object = Json.mapper().createObjectNode();
        object.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        return Json.mapper().writeValueAsBytes(object);
    }

    /** Several answers in one array. */
    public static byte[] encodeBatch(List<JsonRpcReply> replies) {
        ArrayNode array = Json.mapper().createArrayNode();
        replies.forEach(reply -> array.add(tree(reply)));
        return Json.mapper().writeValueAsBytes(array);
    }

    public static byte[] encode(JsonRpcReply reply) {
        return Json.mapper().writeValueAsBytes(tree(reply));
    }

    private static ObjectNode tree(JsonRpcReply reply) {
        ObjectNode object = Json.mapper().createObjectNode();
        object.put("jsonrpc", "2.0");
        switch (reply) {
            case Success success -> {
                putId(object, Optional.of(success.id()));
                object.set("result", success.result());
            }
            case Failure failure -> {
                putId(object, failure.id());
                ObjectNode error = object.putObject("error");
                error.put("code", failure.error().code().code());
                error.put("message", failure.error().message());
                failure.error().data().ifPresent(data -> error.set("data", data));
            }
        }
        return object;
    }

    /** Nothing where it is not known: MCP has no null ids. */
    private static void putId(ObjectNode object, Optional<RequestId> id) {
        switch (id.orElse(null)) {
            case RequestId.Text text -> object.put("id", text.value());
            case RequestId.Whole number -> object.put("id", number.value());
            case null -> {}
        }
    }
}
