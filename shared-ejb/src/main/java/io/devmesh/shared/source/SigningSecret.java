package io.devmesh.shared.source;

import java.security.SecureRandom;
import java.util.Base64;

/** The key of a Standard Webhooks signature that we make, 24 to 64 bytes; its text is {@code whsec_} and Base64. */
public record SigningSecret(byte[] key) {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int NEW = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public SigningSecret {
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException("a signing secret has 24 to 64 bytes");
        }
    }

    public static SigningSecret generate() {
        byte[] key = new byte[NEW];
        RANDOM.nextBytes(key);
        return new SigningSecret(key);
    }

    /** Throws IllegalArgumentException, whose message does not quote {@code text}. */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
        }
        try {
            return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a signing secret is " + PREFIX + " and Base64 of 24 to 64 bytes");
        }
    }

    /** The only way to its text. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
