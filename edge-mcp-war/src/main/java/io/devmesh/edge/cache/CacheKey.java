package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names one entry.
 *
 * @param text what tells it from others of its scope and region; of any length
 */
public record CacheKey<V>(CacheScope scope, CacheRegion<V> region, String text) {
    static final String PREFIX = "edge_mcp:cache:";

    /** Too short for an API key or a token, so that none is ever shown by a key's name. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    /** {@code edge_mcp:cache:<tenant>:<region>:<text>}, the last part hashed where it is long or not plain. */
    String name() {
        String rest = PLAIN.matcher(text).matches() ? text : "sha256-" + sha256(text);
        return PREFIX + scope.label() + ":" + region.name() + ":" + rest;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
