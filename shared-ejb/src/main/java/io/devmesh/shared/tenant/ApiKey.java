package io.devmesh.shared.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An API key as the caller presents it: {@code <type>_<43 base64url characters>}, 256 random bits. Never stored and
 * never printed; {@link #hash} is what is kept. The key is random, so a plain SHA-256 resists guessing.
 */
public final class ApiKey {
    private static final int SHORTEST_TYPE = 2;
    private static final int LONGEST_TYPE = 8;
    private static final int SECRET = 43;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new key of a type such as {@code usr} or {@code agt}. */
    public static ApiKey generate(String type) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new ApiKey(type + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty where {@code text} does not have the form of a key. */
    public static Optional<ApiKey> parse(String text) {
        return isKey(text) ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** Without a regular expression: this is done for each request. */
    private static boolean isKey(String text) {
        int type = text.length() - SECRET - 1;
        boolean key = type >= SHORTEST_TYPE && type <= LONGEST_TYPE && text.charAt(type) == '_';
        for (int i = 0; key && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lower = c >= 'a' && c <= 'z';
            key = i < type ? lower : lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        }
        return key;
    }

    /** The whole key, to show once. */
    public String reveal() {
        return text;
    }

    /** What may be shown afterwards: the type and the first four characters. */
    public String prefix() {
        return text.substring(0, text.indexOf('_') + 5);
    }

    public KeyHash hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return prefix() + "***";
    }
}
