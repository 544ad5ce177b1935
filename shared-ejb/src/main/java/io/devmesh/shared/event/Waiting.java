package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How an event that is not finished stands in the queue.
 *
 * @param orderKey those with the same are processed in order of arrival; empty where it is in no order
 * @param attempts that failed
 * @param begun attempts whose end nobody has told
 * @param delay until the next; empty while something else, a pause or an event before it, has to end
 * @param held whether older ones may still be on the stream, so that it gives way to them until a Worker releases it
 */
public record Waiting(Optional<String> orderKey, int attempts, int begun, Optional<Duration> delay, boolean held) {
    public Waiting {
        requireNonNull(orderKey, "orderKey is null");
        requireNonNull(delay, "delay is null");
    }

    /** To be processed as soon as a Worker finds it. */
    public static Waiting now(Optional<String> orderKey) {
        return new Waiting(orderKey, 0, 0, Optional.of(Duration.ZERO), false);
    }

    /** Until what is before it has ended. */
    public static Waiting behind(Optional<String> orderKey) {
        return new Waiting(orderKey, 0, 0, Optional.empty(), false);
    }

    /** Stored beside the stream. */
    public static Waiting held(String orderKey) {
        return new Waiting(Optional.of(orderKey), 0, 0, Optional.of(Duration.ZERO), true);
    }

    /** Begun by somebody who did not come back. */
    public static Waiting begun(Optional<String> orderKey) {
        return new Waiting(orderKey, 0, 1, Optional.of(Duration.ZERO), false);
    }

    /** After one more failure. */
    public static Waiting failed(Optional<String> orderKey, int attempts, Duration delay) {
        return new Waiting(orderKey, attempts, 0, Optional.of(delay), false);
    }
}
