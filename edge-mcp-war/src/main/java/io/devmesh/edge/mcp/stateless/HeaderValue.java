package io.devmesh.edge.mcp.stateless;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Header values that are not plain visible ASCII come as {@code =?base64?…?=} (SEP-2243). */
final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValue() {}

    /** The text that {@code value} stands for; empty where it is marked as Base64 and is not, or is not UTF-8. */
    static Optional<String> decode(String value) {
        if (!value.startsWith(PREFIX)
                || !value.endsWith(SUFFIX)
                || value.length() < PREFIX.length() + SUFFIX.length()) {
            return Optional.of(value);
        }
        String encoded = value.substring(PREFIX.length(), value.length() - SUFFIX.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            // The decoder forgives missing padding, other readers may not.
            return Base64.getEncoder().encodeToString(bytes).equals(encoded)
                    ? Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString())
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
