package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.HEADER_MISMATCH;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNSUPPORTED_PROTOCOL_VERSION;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.tool.HeaderArgument;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every request of 2026-07-28 must carry: its own protocol version and client capabilities, and headers that agree
 * with the body, so that a proxy that decides by headers cannot be fooled.
 */
@ApplicationScoped
class RequestChecks {
    private final ToolRegistry tools;

    RequestChecks() {
        this(null);
    }

    @Inject
    RequestChecks(ToolRegistry tools) {
        this.tools = tools;
    }

    /** The method; throws JsonRpcException for whatever is not as it must be. */
    McpMethod check(McpHeaders headers, JsonRpcMessage.Request request) {
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
        }
        McpMethod method = McpMethod.ofWire(request.method()).orElseThrow(RequestChecks::unknown);
        if (headers.required()) {
            checkName(headers, method, request.params());
        }
        return method;
    }

    static JsonRpcException unknown() {
        return new JsonRpcException(METHOD_NOT_FOUND, "Method not found");
    }

    private void checkName(McpHeaders headers, McpMethod method, ObjectNode params) {
        switch (method) {
            case TOOLS_CALL -> {
                agreeDecoded("Mcp-Name", headers.name(), params.path("name"));
                tools.find(params.path("name").asString(""))
                        .ifPresent(tool -> tool.description()
                                .headers()
                                .forEach(mirror -> agreeMirrored(
                                        mirror.name(),
                                        headers.parameter().apply(mirror.name()),
                                        mirror.valueIn(params.path("arguments")))));
            }
            case PROMPTS_GET -> agreeDecoded("Mcp-Name", headers.name(), params.path("name"));
            case RESOURCES_READ -> agreeDecoded("Mcp-Name", headers.name(), params.path("uri"));
            case TASKS_GET, TASKS_UPDATE, TASKS_CANCEL ->
                agreeDecoded("Mcp-Name", headers.name(), params.path("taskId"));
            default -> {}
        }
    }

    private static void agree(String header, Optional<String> value, String inBody) {
        if (value.isEmpty()) {
            throw mismatch("The header " + header + " is missing");
        }
        if (!value.get().equals(inBody)) {
            throw mismatch("The header " + header + " does not agree with the body");
        }
    }

    private static void agreeDecoded(String header, Optional<String> value, JsonNode inBody) {
        agree(header, value.map(text -> decode(header, text)), inBody.asString(""));
    }

    /** An argument that is absent or null has no header; numbers are compared as numbers. */
    private static void agreeMirrored(String name, Optional<String> value, JsonNode inBody) {
        String header = "Mcp-Param-" + name;
        boolean absent = inBody.isMissingNode() || inBody.isNull();
        if (absent != value.isEmpty()) {
            throw mismatch(
                    absent ? "The header " + header + " has no argument" : "The header " + header + " is missing");
        }
        value.map(text -> decode(header, text))
                .filter(text -> !HeaderArgument.agrees(text, inBody))
                .ifPresent(text -> {
                    throw mismatch("The header " + header + " does not agree with the body");
                });
    }

    private static String decode(String header, String value) {
        return HeaderValue.decode(value)
                .orElseThrow(() -> mismatch("The header " + header + " is not Base64 as it claims"));
    }

    private static JsonRpcException mismatch(String message) {
        return new JsonRpcException(HEADER_MISMATCH, message);
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
