package io.devmesh.shared.doctor;

/** The connection broke, or an answer took too long, in the middle of an examination. */
final class LostConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param command without its arguments, which may be secret */
    LostConnectionException(String command, Throwable cause) {
        super("no answer to " + command, cause);
    }
}
