package io.devmesh.worker.process.payload;

import io.devmesh.shared.event.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A moment in a payload: ISO 8601 with an offset; with spaces and {@code UTC}, as older events of GitLab have it; seconds since
 * 1970, as some of GitHub's have, or milliseconds, as those of Jira.
 */
public final class Timestamp {
    /** As seconds it would be the year 5138, as milliseconds it is 1973. */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    /** The offset that Jira writes. */
    private static final Pattern WITHOUT_COLON = Pattern.compile("([+-][0-9]{2})([0-9]{2})$");

    private Timestamp() {}

    /**
     * Empty where {@code node} is no timestamp, or one outside the years 1970 to 9999: GitHub sends year 1 where it has
     * none, and what PostgreSQL can't hold would fail the whole batch.
     */
    public static Optional<Instant> parse(JsonNode node) {
        try {
            return instant(node).filter(moment -> !moment.isBefore(Instant.EPOCH) && !moment.isAfter(EventTime.LATEST));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        if (node.isString()) {
            return Optional.of(Instant.parse(iso(node.stringValue())));
        }
        return node.isIntegralNumber() && node.canConvertToLong()
                ? Optional.of(sinceEpoch(node.longValue()))
                : Optional.empty();
    }

    private static Instant sinceEpoch(long number) {
        return number < FIRST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /** {@code 2017-09-15 16:50:55 UTC} and {@code 2017-09-15T16:50:55.000+0200} are written so by nobody else. */
    private static String iso(String text) {
        if (text.endsWith("Z")) {
            return text;
        }
        String withT =
                text.endsWith(" UTC") ? text.substring(0, text.length() - 4).replace(' ', 'T') + "Z" : text;
        return WITHOUT_COLON.matcher(withT).replaceFirst("$1:$2");
    }
}
