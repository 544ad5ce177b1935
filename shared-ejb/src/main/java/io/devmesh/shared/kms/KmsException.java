package io.devmesh.shared.kms;

/** KMS did not do it; the message is one line, and holds no secret. */
public final class KmsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final KmsTrouble trouble;

    /** The exception for {@code trouble}; {@code seen} is what AWS said. */
    public KmsException(KmsTrouble trouble, String seen) {
        super(trouble + " (" + seen + ")");
        this.trouble = trouble;
    }

    public KmsTrouble trouble() {
        return trouble;
    }
}
