package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** A secret that is sent as it is. Compared by digests, so that not even its length shows in the time it takes. */
final class SharedToken {
    private SharedToken() {}

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
