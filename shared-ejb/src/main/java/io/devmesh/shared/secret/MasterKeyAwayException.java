package io.devmesh.shared.secret;

/** The master key can't be asked at the moment: whoever has a secret keeps it, whoever needs one tries again. */
public final class MasterKeyAwayException extends UnreadableSecretException {
    private static final long serialVersionUID = 1L;

    public MasterKeyAwayException(String message) {
        super(message);
    }

    @Override
    public MasterKeyAwayException about(String subject) {
        return new MasterKeyAwayException(subject + ": " + getMessage());
    }
}
