package io.devmesh.shared.stream;

/** A stream entry that is not a webhook event of ours; the message says what is wrong with it. */
public final class UndecodableEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    UndecodableEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
