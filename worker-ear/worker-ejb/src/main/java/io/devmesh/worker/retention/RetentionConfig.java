package io.devmesh.worker.retention;

import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long things are kept.
 *
 * @param events empty where for ever
 */
public record RetentionConfig(Optional<Duration> events) {
    /** A provider may deliver again for that long; what was seen is known until then. */
    private static final Duration SHORTEST_MEMORY = Duration.ofDays(30);

    public static RetentionConfig from(Settings settings) {
        if (settings.text("EVENT_RETENTION").map(String::strip).equals(Optional.of("0"))) {
            return new RetentionConfig(Optional.empty());
        }
        return new RetentionConfig(Optional.of(settings.duration(
                "EVENT_RETENTION", Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(36_500))));
    }

    /** How long it is known that a delivery was seen. */
    Optional<Duration> memory() {
        return events.map(age -> age.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : age);
    }
}
