package io.devmesh.edge.webhook.scheme;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Bytes that came as text in a header. */
final class Encoded {
    private Encoded() {}

    /** Empty for what is not hexadecimal. */
    static List<byte[]> hex(Optional<String> text) {
        return text
                .filter(value -> value.length() % 2 == 0 && value.chars().allMatch(HexFormat::isHexDigit))
                .map(value -> HexFormat.of().parseHex(value))
                .stream()
                .toList();
    }

    /** Empty for what is not Base64. */
    static List<byte[]> base64(Optional<String> text) {
        try {
            return text.map(Base64.getDecoder()::decode).stream().toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** What follows {@code prefix}; empty where it does not begin so. */
    static Optional<String> after(String prefix, Optional<String> text) {
        return text.filter(value -> value.startsWith(prefix)).map(value -> value.substring(prefix.length()));
    }
}
