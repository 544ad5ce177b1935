package io.devmesh.edge.mcp.session;

import io.devmesh.edge.mcp.McpReply;
import java.time.Duration;

/** The way for what one call says before its answer, and for the answer. */
interface CallStream {
    /** Names it for {@link ParkedCall#streamId}. */
    String id();

    void send(byte[] message);

    /** Whether the answer could be sent later, by whoever goes on with the call. */
    boolean canBeReopened();

    /** Nobody works on the call until its answers are there. */
    void pause();

    /** The last. */
    void reply(McpReply.Answer answer);

    /** Without an answer, because the client does not want one. */
    void close();

    /** Lets the client come back for the rest; does nothing where it could not. */
    void hangUp(Duration pause);
}
