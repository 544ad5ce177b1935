package io.devmesh.tools;

/** A command can't do what it was asked to; the message says on one line why and what to do. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }
}
