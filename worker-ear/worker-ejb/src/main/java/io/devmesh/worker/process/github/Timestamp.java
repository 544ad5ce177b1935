package io.devmesh.worker.process.github;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** GitHub writes ISO 8601 with an offset, and in some payloads (push, installation) seconds since 1970. */
final class Timestamp {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Timestamp() {}

    /**
     * Empty where {@code node} is no timestamp, or one outside the years 1970 to 9999: GitHub sends year 1 where it has
     * none, and what PostgreSQL can't hold would fail the whole batch.
     */
    static Optional<Instant> parse(JsonNode node) {
        try {
            return instant(node).filter(moment -> !moment.isBefore(Instant.EPOCH) && !moment.isAfter(LATEST));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        if (node.isString()) {
            return Optional.of(Instant.parse(node.stringValue()));
        }
        return node.isIntegralNumber() && node.canConvertToLong()
                ? Optional.of(Instant.ofEpochSecond(node.longValue()))
                : Optional.empty();
    }
}
