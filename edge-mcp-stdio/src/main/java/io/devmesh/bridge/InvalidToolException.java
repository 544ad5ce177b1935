package io.devmesh.bridge;

/** A tool's schema asks for headers in a way that the specification forbids; the message says how. */
final class InvalidToolException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidToolException(String message) {
        super(message);
    }
}
