package io.devmesh.benchmark.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** For what gives no signal when it is done. */
public record Patience(Duration limit, Duration poll) {
    /** Looks until it is so; throws where that takes longer than {@link #limit}. */
    public void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException("not done within " + limit);
            }
            LockSupport.parkNanos(poll.toNanos());
        }
    }
}
