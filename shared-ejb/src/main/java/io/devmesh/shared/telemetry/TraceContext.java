package io.devmesh.shared.telemetry;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code traceparent} of W3C Trace Context, version 00.
 *
 * @param traceId 32 lower-case hexadecimal digits, also the correlation id of log lines
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether the caller records this trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    /** Continues the caller's trace with a span of our own, or starts one where the header is absent or malformed. */
    public static TraceContext continueFrom(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent.strip());
        if (matcher.matches()) {
            boolean sampled = (Integer.parseInt(matcher.group(3), 16) & 1) == 1;
            return new TraceContext(matcher.group(1), randomHex(8), sampled);
        }
        return new TraceContext(randomHex(16), randomHex(8), false);
    }

    /** The header's value. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[0] |= 1; // an all-zero id is invalid
        return HexFormat.of().formatHex(random);
    }
}
