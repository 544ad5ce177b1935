package io.devmesh.edge.mcp.operation;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;

import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.shared.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads params that must be of one type; everything else is an INVALID_PARAMS that names it. */
public final class Params {
    private static final int SHOWN = 128;

    private Params() {}

    public static String text(ObjectNode params, String name) {
        JsonNode value = params.path(name);
        if (!value.isString()) {
            throw invalid("params." + name + " is not a string");
        }
        return value.stringValue();
    }

    /** Empty where it is absent. */
    static ObjectNode object(ObjectNode params, String name) {
        JsonNode value = params.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!value.isMissingNode()) {
            throw invalid("params." + name + " is not an object");
        }
        return Json.mapper().createObjectNode();
    }

    public static JsonRpcException invalid(String message) {
        return new JsonRpcException(INVALID_PARAMS, message);
    }

    static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
