package io.devmesh.edge.mcp;

/**
 * The open way back to a client that waits for the answer to one request, or listens. Safe for use by many threads; nothing
 * waits for the client, and what comes after the end, or to a client that is gone, is dropped.
 */
public interface Conversation {
    /** Sends a message ahead of the answer; the first one makes a stream of the answer. */
    void send(StreamEvent event);

    /** Makes a stream of the answer now, so that the client knows that it is heard. */
    void begin();

    /** The answer. Ends the conversation. */
    void reply(McpReply.Answer answer);

    /** The same with an id, where the answer has become a stream. */
    void reply(McpReply.Answer answer, String eventId);

    /** Sends nothing more, and no answer. */
    void end();

    /** To be run once when it is over, whoever ended it; at once where it is over already. */
    void onClose(Runnable action);
}
