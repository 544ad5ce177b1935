package io.devmesh.edge.mcp.session;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.ProtocolVersion;
import io.devmesh.edge.tool.LogLevel;
import java.util.Optional;
import java.util.Set;

/** What there is between a client's messages. */
interface Session {
    LogLevel DEFAULT_LEVEL = LogLevel.INFO;

    ProtocolVersion version();

    Set<ClientCapability> capabilities();

    /** Requests of one owner have different ids. */
    Object owner();

    LogLevel level();

    void setLevel(LogLevel level);

    void subscribe(String uri);

    void unsubscribe(String uri);

    /** The way for what a call says, and for its answer. */
    CallStream open(RequestId request, Conversation conversation);

    /** The same way later, maybe in another process. */
    CallStream reopen(ParkedCall parked);

    /** Keeps the call until its answers are there; returns the first part of the ids of the requests to the client. */
    String park(ParkedCall parked);

    /** The call, exactly once, when this was its last missing answer. */
    Optional<ParkedCall> answer(String call, int index, Answer answer);

    /** The call without further answers, if nobody went on with it yet. */
    Optional<ParkedCall> take(String call);

    /** Ends the request, at work or parked, wherever that is. */
    void cancel(RequestId request);
}
