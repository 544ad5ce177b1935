package io.devmesh.shared.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as the caller presents it: {@code <type>_<43 base64url characters>}, 256 random bits. Never stored and
 * never printed; {@link #hash} is what is kept. The key is random, so a plain SHA-256 resists guessing.
 */
public final class ApiKey {
    private static final Pattern FORM = Pattern.compile("[a-z]{2,8}_[A-Za-z0-9_-]{43}");
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
        return FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
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
