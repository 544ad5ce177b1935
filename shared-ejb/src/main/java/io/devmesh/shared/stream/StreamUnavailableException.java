package io.devmesh.shared.stream;

/** Redis did not confirm a command: it is away, full, or refuses; the message says which and holds no secret. */
public final class StreamUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StreamUnavailableException(String message) {
        super(message);
    }

    public StreamUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
