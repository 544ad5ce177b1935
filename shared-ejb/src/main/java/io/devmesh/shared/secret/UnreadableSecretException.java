package io.devmesh.shared.secret;

/** A secret can't be decrypted: another key, or a row that somebody changed. The message names the key and holds no secret. */
public final class UnreadableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableSecretException(String message) {
        super(message);
    }
}
