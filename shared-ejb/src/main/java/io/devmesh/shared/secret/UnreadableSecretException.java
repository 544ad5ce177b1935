package io.devmesh.shared.secret;

/** A secret can't be decrypted: another key, or a row that somebody changed. The message names the key and holds no secret. */
public sealed class UnreadableSecretException extends RuntimeException permits MasterKeyAwayException {
    private static final long serialVersionUID = 1L;

    public UnreadableSecretException(String message) {
        super(message);
    }

    /** The same, of which {@code subject} says whom it concerns. */
    public UnreadableSecretException about(String subject) {
        return new UnreadableSecretException(subject + ": " + getMessage());
    }
}
