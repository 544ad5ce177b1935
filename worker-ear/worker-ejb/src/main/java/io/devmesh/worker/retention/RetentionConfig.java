package io.devmesh.worker.retention;

import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long things are kept.
 *
 * @param events empty where for ever
 * @param audit likewise, of the audit log
 */
public record RetentionConfig(Optional<Duration> events, Optional<Duration> audit) {
    /** A provider may deliver again for that long; what was seen is known until then. */
    private static final Duration SHORTEST_MEMORY = Duration.ofDays(30);

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public static RetentionConfig from(Settings settings) {
        return new RetentionConfig(
                isForEver(settings.text("EVENT_RETENTION"))
                        ? Optional.empty()
                        : Optional.of(settings.duration("EVENT_RETENTION", Duration.ofDays(90), SHORTEST, LONGEST)),
                isForEver(settings.text("AUDIT_RETENTION"))
                        ? Optional.empty()
                        : Optional.of(settings.duration("AUDIT_RETENTION", Duration.ofDays(400), SHORTEST, LONGEST)));
    }

    private static boolean isForEver(Optional<String> age) {
        return age.map(String::strip).equals(Optional.of("0"));
    }

    /** How long it is known that a delivery was seen. */
    Optional<Duration> memory() {
        return events.map(age -> age.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : age);
    }
}
