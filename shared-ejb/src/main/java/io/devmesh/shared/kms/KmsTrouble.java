package io.devmesh.shared.kms;

/** Why KMS did not do it. */
public enum KmsTrouble {
    /** There are none, or AWS does not accept them. */
    NO_CREDENTIALS("There are no AWS credentials that KMS accepts"),
    NO_REGION("No AWS region is known"),
    ACCESS_DENIED("KMS denies access to the key"),
    NOT_FOUND("KMS has no such key"),
    /** Or it is about to be deleted. */
    DISABLED("The key is disabled in KMS"),
    /** It was changed, or belongs to another key or context. */
    FOREIGN_CIPHERTEXT("KMS did not encrypt this under this key and for this tenant"),
    /** Not to be reached, too busy, or broken. */
    AWAY("KMS does not answer"),
    REFUSED("KMS refuses");

    private final String text;

    KmsTrouble(String text) {
        this.text = text;
    }

    /** Whether it may be over soon, without anybody's decision. */
    public boolean isPassing() {
        return this == AWAY || this == NO_CREDENTIALS;
    }

    @Override
    public String toString() {
        return text;
    }
}
