package io.devmesh.shared.redis;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * One pause for all users of a pool while Redis is away, so that its return is not met by a storm: the first failure shuts
 * the gate, one caller at a time tries again, the pause doubles with each try that fails, and the first success opens the
 * gate for everybody.
 *
 * <p>Pauses: up to 50 ms after the first failure, then up to 100 ms, 200 ms and so on, 1 s at the most; each at random
 * between half and all of it.
 */
final class ReconnectGate {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private volatile boolean open = true;
    private Duration pause = Duration.ZERO;
    private long opensAt;
    private Throwable reason;

    /**
     * @param nanoTime a monotonic clock
     * @param random from 0 to 1
     */
    ReconnectGate(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * Returns when the caller may try.
     *
     * @param wait waits that long and returns true, or returns false where that is too long; then this throws
     *     JedisConnectionException with the failure that shut the gate as its cause
     */
    void pass(Predicate<Duration> wait) {
        while (!open) {
            Duration left = untilNextTry();
            if (left.isZero()) {
                return;
            }
            if (!wait.test(left)) {
                throw new JedisConnectionException("Redis was not asked, because it was away a moment ago", reason());
            }
        }
    }

    /** Zero lets the caller through, and keeps others out meanwhile. */
    private synchronized Duration untilNextTry() {
        long left = opensAt - nanoTime.getAsLong();
        if (open || left > 0) {
            return open ? Duration.ZERO : Duration.ofNanos(left);
        }
        shutFor(pause);
        return Duration.ZERO;
    }

    boolean isShut() {
        return !open;
    }

    private synchronized Throwable reason() {
        return reason;
    }

    /** Somebody reached Redis. */
    void succeeded() {
        if (!open) {
            openAgain();
        }
    }

    private synchronized void openAgain() {
        open = true;
        reason = null;
    }

    /** Somebody did not. */
    synchronized void failed(Throwable why) {
        pause = open ? FIRST : longer(pause);
        open = false;
        reason = why;
        shutFor(pause);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    private void shutFor(Duration longest) {
        opensAt = nanoTime.getAsLong() + (long) (longest.toNanos() * (0.5 + random.getAsDouble() / 2));
    }
}
