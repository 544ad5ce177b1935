package io.devmesh.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what gives no signal: a port, a log line, a process that is not our child. */
final class Await {
    private static final Duration STEP = Duration.ofMillis(25);

    private Await() {}

    /** False where {@code condition} did not come true within {@code limit}, or where the thread was interrupted. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start >= limit.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return true;
    }
}
