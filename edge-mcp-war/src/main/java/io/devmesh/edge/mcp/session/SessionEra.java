package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.ProtocolEra;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.ServerInfo;
import io.devmesh.edge.mcp.ToolOperations;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves clients that start with initialize. Nothing here needs a session's state, so no session id is given out, which
 * the specification allows, and any replica answers any request.
 */
@ApplicationScoped
class SessionEra implements ProtocolEra {
    private final ToolOperations tools;

    SessionEra() {
        this(null);
    }

    @Inject
    SessionEra(ToolOperations tools) {
        this.tools = tools;
    }

    @Override
    public Era era() {
        return Era.SESSION;
    }

    @Override
    public McpReply handle(Authenticated caller, JsonRpcMessage.Request request, McpHeaders headers) {
        headers.protocolVersion().ifPresent(SessionEra::checkVersion);
        ObjectNode result = switch (McpMethod.ofWire(request.method()).orElse(null)) {
            case INITIALIZE -> initialize(request.params());
            case PING -> Json.mapper().createObjectNode();
            case TOOLS_LIST -> tools.list(request.params());
            case TOOLS_CALL -> tools.call(caller, request.params());
            case SERVER_DISCOVER -> throw unknown();
            case null -> throw unknown();
        };
        return McpReply.Answer.of(new JsonRpcReply.Success(request.id(), result), 200);
    }

    /** A refused version header is a bad HTTP request; every other error is an answer like any other. */
    @Override
    public int httpStatus(JsonRpcErrorCode code) {
        return code == INVALID_REQUEST ? 400 : 200;
    }

    private static ObjectNode initialize(ObjectNode params) {
        JsonNode requested = params.path("protocolVersion");
        if (!requested.isString()) {
            throw new JsonRpcException(INVALID_PARAMS, "params.protocolVersion is not a string");
        }
        ProtocolVersion version = ProtocolVersion.ofWire(requested.stringValue())
                .filter(known -> known.era() == Era.SESSION)
                .orElseGet(() -> ProtocolVersion.of(Era.SESSION).getFirst());
        ObjectNode result = Json.mapper().createObjectNode();
        result.put("protocolVersion", version.wire());
        result.set("capabilities", ServerInfo.capabilities());
        result.set("serverInfo", ServerInfo.implementation());
        result.put("instructions", ServerInfo.INSTRUCTIONS);
        return result;
    }

    private static void checkVersion(String header) {
        if (ProtocolVersion.ofWire(header).isEmpty()) {
            throw new JsonRpcException(
                    INVALID_REQUEST,
                    "MCP-Protocol-Version is not one of "
                            + ProtocolVersion.of(Era.SESSION).stream()
                                    .map(ProtocolVersion::wire)
                                    .toList());
        }
    }

    private static JsonRpcException unknown() {
        return new JsonRpcException(METHOD_NOT_FOUND, "Method not found");
    }
}
