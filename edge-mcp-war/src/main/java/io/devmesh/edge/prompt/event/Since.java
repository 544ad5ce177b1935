package io.devmesh.edge.prompt.event;

import io.devmesh.shared.event.EventTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far back, as people write it: {@code 24h}, {@code 7d}, {@code 2026-11-23}, {@code 2026-11-23T08:00:00Z}. */
final class Since {
    private static final Pattern BACK = Pattern.compile("(\\d{1,4}) ?([hd])");

    private Since() {}

    /** Empty where {@code text} is none of these. */
    static Optional<Instant> parse(String text, Instant now) {
        Matcher back = BACK.matcher(text);
        if (back.matches()) {
            long number = Long.parseLong(back.group(1));
            return Optional.of(
                    now.minus(back.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number)));
        }
        try {
            Instant moment = text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Optional.of(moment)
                    .filter(time -> !time.isBefore(EventTime.EARLIEST) && !time.isAfter(EventTime.LATEST));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
