package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.ProtocolEra;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.mcp.ProtocolVersion.Era;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.ServerInfo;
import io.devmesh.edge.mcp.operation.Params;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Serves clients that start with initialize. Any replica answers any of their messages. */
@ApplicationScoped
class SessionEra implements ProtocolEra {
    private static final int MAX_BATCH = 50;

    private final Sessions sessions;
    private final SessionMethods methods;
    private final SessionCalls calls;
    private final Listening listening;

    SessionEra() {
        this(null, null, null, null);
    }

    @Inject
    SessionEra(Sessions sessions, SessionMethods methods, SessionCalls calls, Listening listening) {
        this.sessions = sessions;
        this.methods = methods;
        this.calls = calls;
        this.listening = listening;
    }

    @Override
    public Era era() {
        return Era.SESSION;
    }

    @Override
    public McpReply handle(Sender sender, JsonRpcMessage.Request request) {
        McpMethod method = McpMethod.ofWire(request.method())
                .orElseThrow(() -> new JsonRpcException(METHOD_NOT_FOUND, "Method not found"));
        if (method == McpMethod.INITIALIZE) {
            return initialize(sender, request);
        }
        Session session = sessions.of(sender);
        return switch (method) {
            case TOOLS_CALL, PROMPTS_GET, RESOURCES_READ ->
                calls.call(new SessionCalls.Call(
                        session, sender.caller(), request.id(), request.method(), request.params()));
            default -> answer(request.id(), methods.result(method, session, sender.caller(), request.params()));
        };
    }

    /** The others tell nothing that anything depends on. */
    @Override
    public McpReply take(Sender sender, JsonRpcMessage.Notification notification) {
        Session session = sessions.of(sender);
        if (notification.method().equals("notifications/cancelled")) {
            RequestId.ofJson(notification.params().path("requestId")).ifPresent(session::cancel);
        }
        return McpReply.Silent.accepted();
    }

    @Override
    public McpReply take(Sender sender, JsonRpcMessage.Response response) {
        if (response.id() instanceof RequestId.Text(String id)) {
            calls.answered(sessions.of(sender), sender.caller(), id, read(response.message()));
        }
        return McpReply.Silent.accepted();
    }

    @Override
    public McpReply listen(Sender sender) {
        return listening.listen(sender);
    }

    @Override
    public McpReply end(Sender sender) {
        try {
            sessions.end(sessions.shared(sender));
            return new McpReply.Silent(204);
        } catch (SessionStoreException away) {
            throw new JsonRpcException(UNAVAILABLE, "Ending a session needs Redis, which is away; try again later");
        }
    }

    /** Batches were in one revision only. */
    @Override
    public int batchSize(Sender sender) {
        try {
            return sessions.of(sender).version() == ProtocolVersion.V2025_03_26 ? MAX_BATCH : 0;
        } catch (JsonRpcException refused) {
            return 0; // each message tells why
        }
    }

    @Override
    public JsonRpcError inOwnWords(JsonRpcError error) {
        return SessionErrors.INSTANCE.inOwnWords(error);
    }

    @Override
    public int httpStatus(JsonRpcErrorCode code) {
        return SessionErrors.INSTANCE.httpStatus(code);
    }

    private McpReply initialize(Sender sender, JsonRpcMessage.Request request) {
        String requested = Params.text(request.params(), "protocolVersion");
        ProtocolVersion version = ProtocolVersion.ofWire(requested)
                .filter(known -> known.era() == Era.SESSION)
                .orElseGet(() -> ProtocolVersion.of(Era.SESSION).getFirst());
        Set<ClientCapability> capabilities =
                ClientCapability.in(request.params().path("capabilities"));
        ObjectNode result = Json.mapper().createObjectNode();
        result.put("protocolVersion", version.wire());
        result.set("capabilities", ServerInfo.capabilities());
        result.set("serverInfo", ServerInfo.implementation());
        result.put("instructions", ServerInfo.INSTRUCTIONS);
        return new McpReply.Answer(
                new JsonRpcReply.Success(request.id(), result),
                200,
                Optional.empty(),
                sessions.begin(sender, version, capabilities));
    }

    private static McpReply answer(RequestId id, ObjectNode result) {
        return McpReply.Answer.of(new JsonRpcReply.Success(id, result), 200);
    }

    /** An error says that nothing came of it, which askers understand as a cancelled question. */
    private static Answer read(ObjectNode message) {
        JsonNode result = message.path("result");
        if (result instanceof ObjectNode object) {
            return new Answer(object);
        }
        ObjectNode cancelled = Json.mapper().createObjectNode().put("action", "cancel");
        cancelled.set("error", message.path("error"));
        return new Answer(cancelled);
    }
}
