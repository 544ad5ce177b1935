package io.devmesh.benchmark.jobpeer;

import java.util.concurrent.atomic.AtomicLong;

/** What a job does: nothing, but for being counted and timed. */
public final class NoOpJob {
    private static final AtomicLong STARTED = new AtomicLong();
    private static final AtomicLong DONE = new AtomicLong();

    private NoOpJob() {}

    /**
     * Is what JobRunr calls.
     *
     * @param body of an event
     */
    public static void run(String body) {
        STARTED.compareAndSet(0, System.nanoTime());
        DONE.incrementAndGet();
    }

    static void reset() {
        STARTED.set(0);
        DONE.set(0);
    }

    static long done() {
        return DONE.get();
    }

    /** As System.nanoTime had it. */
    static long started() {
        return STARTED.get();
    }
}
