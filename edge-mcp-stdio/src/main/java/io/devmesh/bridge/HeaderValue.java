package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Pattern;

/** A value of a message as a header (https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http). */
final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";
    private static final Pattern PLAIN = Pattern.compile("|[!-~]([ -~\\t]*[!-~])?");

    private HeaderValue() {}

    /** As it is where a header can carry it unchanged, else in Base64, as also what looks like Base64 already. */
    static String encode(String value) {
        if (isPlain(value) && !(value.startsWith(PREFIX) && value.endsWith(SUFFIX))) {
            return value;
        }
        return PREFIX + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + SUFFIX;
    }

    /** Whether it is ASCII with blanks inside at most. */
    static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }
}
