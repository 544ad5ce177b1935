package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one entry.
 *
 * @param text what tells it from others of its scope and region; of any length
 */
public record CacheKey<V>(CacheScope scope, CacheRegion<V> region, String text) {
    static final String PREFIX = "edge_mcp:cache:";

    /** Too short for an API key or a token, so that none is ever shown by a key's name. */
    private static final int LONGEST_PLAIN = 32;

    private static final int DIGEST = 64;

    /** {@code edge_mcp:cache:<tenant>:<region>:<text>}, the last part hashed where it is long or not plain. */
    String name() {
        String rest = isPlain() || isDigest() ? text : "sha256-" + sha256(text);
        return PREFIX + scope.label() + ":" + region.name() + ":" + rest;
    }

    /** Without a regular expression: this is done for each request. */
    private boolean isPlain() {
        boolean plain = !text.isEmpty() && text.length() <= LONGEST_PLAIN;
        for (int i = 0; plain && i < text.length(); i++) {
            char c = text.charAt(i);
            plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
        }
        return plain;
    }

    /** A SHA-256 already, as the hash of an API key is. */
    private boolean isDigest() {
        boolean hex = text.length() == DIGEST;
        for (int i = 0; hex && i < DIGEST; i++) {
            char c = text.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return hex;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
