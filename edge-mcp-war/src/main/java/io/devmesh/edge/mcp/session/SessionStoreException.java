package io.devmesh.edge.mcp.session;

/** Redis is away. */
final class SessionStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
