package io.devmesh.edge.mcp.session;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.tool.LogLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What sessions share among replicas. Everything throws SessionStoreException where it is away. */
interface SessionStore {
    /** A message of a stream, or a mark of who works on the call from here on; an end without an answer has neither. */
    record Logged(String id, byte[] message, boolean last, Optional<Mark> mark) {}

    /**
     * Who works on a call.
     *
     * @param worker the replica; empty while the call is parked
     * @param requestId the call's, written as JSON
     */
    record Mark(String worker, String requestId) {}

    void end(String session);

    boolean isEnded(String session);

    void setLevel(String session, LogLevel level);

    Optional<LogLevel> level(String session);

    void subscribe(String session, String uri);

    void unsubscribe(String session, String uri);

    Set<String> subscriptions(String session);

    /** Says who works on the call; the first such mark begins the stream. Returns the mark's id. */
    String mark(String session, String stream, Mark mark);

    /** Returns the message's id, which grows from message to message. */
    String append(String session, String stream, byte[] message, boolean last);

    /** What came after {@code id}; empty where the stream is unknown or forgotten. */
    Optional<List<Logged>> after(String session, String stream, String id);

    void park(String session, String call, ParkedCall parked);

    /** The call, exactly once, when this was its last missing answer. */
    Optional<ParkedCall> answer(String session, String call, int index, Answer answer);

    /** The call without further answers, if nobody went on with it yet. */
    Optional<ParkedCall> take(String session, String call);

    /** The parked call that answers the request with that id, written as JSON. */
    Optional<String> parkedFor(String session, String requestId);

    /** Whether that call still waits for answers. */
    boolean isParked(String session, String requestId);

    /** The replica lives, and is to be believed alive for so long without another word. */
    void beat(String worker, Duration alive);

    boolean isAlive(String worker);
}
