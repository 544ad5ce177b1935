package io.devmesh.worker.retry;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.source.Processing;
import java.time.Duration;

/**
 * When events are tried again, where their source says nothing else.
 *
 * @param policy for all sources
 */
public record Retries(RetryPolicy policy) {
    public static Retries from(Settings settings) {
        Duration first = settings.duration(
                "WORKER_RETRY_FIRST_DELAY", Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofHours(1));
        Duration longest =
                settings.duration("WORKER_RETRY_LONGEST_DELAY", Duration.ofMinutes(5), first, Duration.ofDays(1));
        return new Retries(new RetryPolicy(settings.integer("WORKER_RETRY_ATTEMPTS", 5, 1, 100), first, longest));
    }

    /** What holds for a source. */
    public RetryPolicy of(Processing processing) {
        Duration first = processing.firstDelay().orElse(policy.first());
        Duration longest = processing.longestDelay().orElse(policy.longest());
        return new RetryPolicy(
                processing.attempts().orElse(policy.maxAttempts()),
                first,
                longest.compareTo(first) < 0 ? first : longest);
    }
}
