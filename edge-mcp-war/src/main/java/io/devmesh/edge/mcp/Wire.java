package io.devmesh.edge.mcp;

/** A lasting connection, such as a WebSocket: all messages of one client travel on it. Compared by identity. */
public interface Wire {
    /** Where messages go that answer no request. */
    Conversation conversation();

    /** To be run once when the connection has ended, at once where it has already; never, once the returned action was run. */
    Runnable onClose(Runnable action);
}
