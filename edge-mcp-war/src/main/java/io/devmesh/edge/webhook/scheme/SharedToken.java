package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** A secret that is sent as it is. Compared by digests, so that not even its length shows in the time it takes. */
final class SharedToken {
    private SharedToken() {}

    /** What {@code Authorization} has under the scheme of that name (RFC 9110, section 11.4). */
    static Optional<String> authorization(Delivery delivery, String scheme) {
        String start = scheme + " ";
        return delivery.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, start, 0, start.length()))
                .map(value -> value.substring(start.length()).strip());
    }

    static boolean matches(Optional<String> given, List<String> secrets) {
        byte[] digest = digest(given.orElse(""));
        boolean matched = false;
        for (String secret : secrets) {
            matched |= MessageDigest.isEqual(digest(secret), digest);
        }
        return given.isPresent() && matched;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
