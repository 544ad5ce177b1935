package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.ProtocolEra;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.ServerInfo;
import io.devmesh.edge.mcp.ToolOperations;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Serves clients whose every request stands alone. */
@ApplicationScoped
class StatelessEra implements ProtocolEra {
    private static final Duration LISTS_ARE_FRESH = Duration.ofMinutes(5);

    private final ToolOperations tools;

    StatelessEra() {
        this(null);
    }

    @Inject
    StatelessEra(ToolOperations tools) {
        this.tools = tools;
    }

    @Override
    public Era era() {
        return Era.STATELESS;
    }

    @Override
    public McpReply handle(Authenticated caller, JsonRpcMessage.Request request, McpHeaders headers) {
        RequestChecks.check(request, headers);
        ObjectNode result = switch (McpMethod.ofWire(request.method()).orElse(null)) {
            case SERVER_DISCOVER -> cacheable(discover());
            case TOOLS_LIST -> cacheable(tools.list(request.params()));
            case TOOLS_CALL -> tools.call(caller, request.params());
            case INITIALIZE, PING -> throw unknown();
            case null -> throw unknown();
        };
        result.put("resultType", "complete");
        result.putObject("_meta").set(MetaKey.SERVER_INFO.wire(), ServerInfo.implementation());
        return McpReply.Answer.of(new JsonRpcReply.Success(request.id(), result), 200);
    }

    @Override
    public int httpStatus(JsonRpcErrorCode code) {
        return switch (code) {
            case METHOD_NOT_FOUND -> 404;
            case PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS, HEADER_MISMATCH, UNSUPPORTED_PROTOCOL_VERSION -> 400;
            case UNAUTHORIZED -> 401;
            case INTERNAL_ERROR -> 500;
        };
    }

    private static ObjectNode discover() {
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode versions = result.putArray("supportedVersions");
        ProtocolVersion.of(Era.STATELESS).forEach(version -> versions.add(version.wire()));
        result.set("capabilities", ServerInfo.capabilities());
        result.put("instructions", ServerInfo.INSTRUCTIONS);
        return result;
    }

    /** Private, because what a list holds may come to depend on who asks. */
    private static ObjectNode cacheable(ObjectNode result) {
        return result.put("ttlMs", LISTS_ARE_FRESH.toMillis()).put("cacheScope", "private");
    }

    private static JsonRpcException unknown() {
        return new JsonRpcException(METHOD_NOT_FOUND, "Method not found");
    }
}
