package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.tool.LogLevel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A client that does not send the session's id, which it need not for what stands alone. */
record Sessionless(ProtocolVersion version) implements Session {
    @Override
    public Set<ClientCapability> capabilities() {
        return EnumSet.noneOf(ClientCapability.class);
    }

    /** Equal to no other. */
    @Override
    public Object owner() {
        return new Object();
    }

    @Override
    public LogLevel level() {
        return DEFAULT_LEVEL;
    }

    @Override
    public void setLevel(LogLevel level) {
        throw needsSession();
    }

    @Override
    public void subscribe(String uri) {
        throw needsSession();
    }

    @Override
    public void unsubscribe(String uri) {
        throw needsSession();
    }

    @Override
    public CallStream open(RequestId request, Conversation conversation) {
        return new PlainCallStream("", conversation);
    }

    @Override
    public CallStream reopen(ParkedCall parked) {
        throw needsSession();
    }

    @Override
    public String park(ParkedCall parked) {
        throw needsSession();
    }

    @Override
    public Optional<ParkedCall> answer(String call, int index, Answer answer) {
        throw needsSession();
    }

    @Override
    public Optional<ParkedCall> take(String call) {
        throw needsSession();
    }

    @Override
    public void cancel(RequestId request) {
        throw needsSession();
    }

    static JsonRpcException needsSession() {
        return new JsonRpcException(
                INVALID_REQUEST, "This needs a session: send the MCP-Session-Id that the answer to initialize had");
    }
}
