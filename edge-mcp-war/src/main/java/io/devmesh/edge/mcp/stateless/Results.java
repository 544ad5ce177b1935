package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.ServerInfo;
import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results as 2026-07-28 wants them: with their type, with who gave them, and with how long lists may be kept. */
final class Results {
    private static final Duration LISTS_ARE_FRESH = Duration.ofMinutes(5);

    private Results() {}

    static McpReply.Answer complete(RequestId id, ObjectNode result) {
        return of(id, "complete", result);
    }

    /** Private, because what a list or a resource holds depends on the tenant that asks. */
    static McpReply.Answer cacheable(RequestId id, ObjectNode result) {
        return complete(id, result.put("ttlMs", LISTS_ARE_FRESH.toMillis()).put("cacheScope", "private"));
    }

    /** Not to be kept: events change. */
    static McpReply.Answer uncacheable(RequestId id, ObjectNode result) {
        return complete(id, result.put("ttlMs", 0).put("cacheScope", "private"));
    }

    static McpReply.Answer of(RequestId id, String type, ObjectNode result) {
        result.put("resultType", type);
        result.withObjectProperty("_meta").set(MetaKey.SERVER_INFO.wire(), ServerInfo.implementation());
        return McpReply.Answer.of(new JsonRpcReply.Success(id, result), 200);
    }

    /** What the client that sent {@code params} declares. */
    static Set<ClientCapability> capabilities(ObjectNode params) {
        return ClientCapability.in(params.path("_meta").path(MetaKey.CLIENT_CAPABILITIES.wire()));
    }

    /** A {@code DiscoverResult}. */
    static ObjectNode discovery() {
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode versions = result.putArray("supportedVersions");
        ProtocolVersion.of(Era.STATELESS).forEach(version -> versions.add(version.wire()));
        ObjectNode capabilities = ServerInfo.capabilities();
        capabilities.putObject("extensions").putObject(ClientCapability.TASKS_EXTENSION);
        result.set("capabilities", capabilities);
        result.put("instructions", ServerInfo.INSTRUCTIONS);
        return result;
    }
}
