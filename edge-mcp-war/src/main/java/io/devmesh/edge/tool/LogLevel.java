package io.devmesh.edge.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** {@code LoggingLevel} of MCP, the severities of RFC 5424; the least severe first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LogLevel> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(level -> level.wire().equals(wire))
                .findFirst();
    }
}
