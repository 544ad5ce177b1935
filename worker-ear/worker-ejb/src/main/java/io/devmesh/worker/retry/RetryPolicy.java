package io.devmesh.worker.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often something is tried, and how long after a failure the next attempt comes: at a moment chosen evenly up to a limit
 * (full jitter, so that what failed together does not come back together) that grows by one factor from {@code first} after
 * the first attempt to {@code longest} after the last but one.
 *
 * <table>
 * <caption>The limits</caption>
 * <tr><th>after attempt</th><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th><th>6</th><th>7</th><th>8</th><th>9</th></tr>
 * <tr><td>5 attempts</td><td>1 s</td><td>6.7 s</td><td>45 s</td><td>5 min</td></tr>
 * <tr><td>10 attempts</td><td>1 s</td><td>2 s</td><td>4.2 s</td><td>8.5 s</td><td>17 s</td><td>35 s</td><td>72 s</td>
 * <td>2.5 min</td><td>5 min</td></tr>
 * </table>
 *
 * @param maxAttempts how often it is tried at the most, the first time included
 */
public record RetryPolicy(int maxAttempts, Duration first, Duration longest) {
    /** Five attempts, the last at most 6 minutes after the first. */
    public static final RetryPolicy DEFAULT = withAttempts(5);

    public RetryPolicy {
        if (maxAttempts < 1 || !first.isPositive() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("not a retry policy");
        }
    }

    /** From one second to five minutes. */
    public static RetryPolicy withAttempts(int maxAttempts) {
        return new RetryPolicy(maxAttempts, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /** Whether {@code attempt}, the first of which is 1, was the last. */
    public boolean isLast(int attempt) {
        return attempt >= maxAttempts;
    }

    /** How long after the failure of {@code attempt} the next one comes: above zero, and up to the limit. */
    public Duration delay(int attempt, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(limit(attempt).toMillis()) + 1);
    }

    /** The longest that {@link #delay} says after {@code attempt}. */
    Duration limit(int attempt) {
        int steps = maxAttempts - 2;
        if (attempt <= 1) {
            return first;
        }
        if (attempt > steps) {
            return longest;
        }
        double growth = (double) longest.toMillis() / first.toMillis();
        return Duration.ofMillis(Math.round(first.toMillis() * Math.pow(growth, (attempt - 1.0) / steps)));
    }
}
