package io.devmesh.edge.cache;

/** The second level did not do what it was asked; never leaves this package. */
final class SecondLevelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecondLevelException(Throwable cause) {
        super(cause);
    }
}
