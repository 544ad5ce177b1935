package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.HEADER_MISMATCH;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNSUPPORTED_PROTOCOL_VERSION;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every request of 2026-07-28 must carry: its own protocol version and client capabilities, and headers that agree
 * with the body, so that a proxy that decides by headers cannot be fooled.
 */
final class RequestChecks {
    private RequestChecks() {}

    static void check(JsonRpcMessage.Request request, McpHeaders headers) {
        JsonNode meta = request.params().path("_meta");
        JsonNode version = meta.path(MetaKey.PROTOCOL_VERSION.wire());
        if (!version.isString()) {
            throw missing(MetaKey.PROTOCOL_VERSION);
        }
        if (headers.required()) {
            agree("MCP-Protocol-Version", headers.protocolVersion(), version.stringValue());
        }
        if (ProtocolVersion.ofWire(version.stringValue())
                .filter(known -> known.era() == Era.STATELESS)
                .isEmpty()) {
            throw unsupported(version.stringValue());
        }
        if (!meta.path(MetaKey.CLIENT_CAPABILITIES.wire()).isObject()) {
            throw missing(MetaKey.CLIENT_CAPABILITIES);
        }
        if (headers.required()) {
            agree("Mcp-Method", headers.method(), request.method());
            if (request.method().equals(McpMethod.TOOLS_CALL.wire())) {
                agree("Mcp-Name", headers.name(), request.params().path("name").asString(""));
            }
        }
    }

    private static void agree(String header, Optional<String> value, String inBody) {
        if (value.isEmpty()) {
            throw new JsonRpcException(HEADER_MISMATCH, "The header " + header + " is missing");
        }
        if (!value.get().equals(inBody)) {
            throw new JsonRpcException(HEADER_MISMATCH, "The header " + header + " does not agree with the body");
        }
    }

    private static JsonRpcException missing(MetaKey key) {
        return new JsonRpcException(
                INVALID_PARAMS, "params._meta[\"" + key.wire() + "\"] is missing or of the wrong type");
    }

    private static JsonRpcException unsupported(String requested) {
        ObjectNode data = Json.mapper().createObjectNode();
        ArrayNode supported = data.putArray("supported");
        ProtocolVersion.of(Era.STATELESS).forEach(version -> supported.add(version.wire()));
        data.put("requested", requested);
        return new JsonRpcException(
                new JsonRpcError(UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version", Optional.of(data)));
    }
}
