package io.devmesh.edge.mcp;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Requests and answers for tests of the protocol. */
public final class Messages {
    public static final Authenticated CALLER = new Authenticated(new UUID(0, 1), new TenantId(new UUID(0, 2)));
    public static final RequestId ID = new RequestId.Text("r");

    private Messages() {}

    /** {@code params} in JSON with single quotes. */
    public static JsonRpcMessage.Request request(String method, String params) {
        return new JsonRpcMessage.Request(ID, method, json(params));
    }

    public static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }

    public static ObjectNode result(McpReply reply) {
        return ((JsonRpcReply.Success) ((McpReply.Answer) reply).message()).result();
    }

    public static JsonRpcError error(McpReply reply) {
        return ((JsonRpcReply.Failure) ((McpReply.Answer) reply).message()).error();
    }

    public static Sender sender(McpHeaders headers) {
        return Sender.of(CALLER, headers);
    }

    /** Over HTTP, where requests of 2026-07-28 repeat themselves in headers. */
    public static McpHeaders headers(String version, String method, String name) {
        return new McpHeaders(
                true,
                Optional.ofNullable(version),
                Optional.ofNullable(method),
                Optional.ofNullable(name),
                Optional.empty(),
                Optional.empty(),
                unused -> Optional.empty());
    }

    /** Over HTTP, in a session. */
    public static McpHeaders session(String id) {
        return session(id, null);
    }

    /** The same, of a client that comes back for a stream. */
    public static McpHeaders session(String id, String lastEventId) {
        return new McpHeaders(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.ofNullable(lastEventId),
                unused -> Optional.empty());
    }
}
