package io.devmesh.edge.bus;

/** Redis is away; what was to be told to other replicas was not. */
public final class BusUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
