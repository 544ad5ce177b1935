package io.devmesh.edge.admission;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Knows whether the store of the buckets answers, so that while it does not one bucket a second asks, and nobody waits for that. */
final class StoreWatch {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final System.Logger LOG = System.getLogger(StoreWatch.class.getName());

    private final LongSupplier nanoTime;
    private final AtomicLong nextTry = new AtomicLong();
    private volatile boolean answers = true;
    private volatile int replicas = 1;

    StoreWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean answers() {
        return answers;
    }

    /** True for one caller a second. */
    boolean mayTry() {
        long due = nextTry.get();
        long now = nanoTime.getAsLong();
        return now - due >= 0 && nextTry.compareAndSet(due, now + PAUSE);
    }

    void answered() {
        if (!answers) {
            answers = true;
            LOG.log(INFO, "Edge MCP shares its rate limits with other replicas again");
        }
    }

    void failed(String reason) {
        nextTry.set(nanoTime.getAsLong() + PAUSE);
        if (answers) {
            answers = false;
            LOG.log(
                    WARNING,
                    "Rate limits are not shared for now; this replica lets in its share, one of " + replicas
                            + " replicas: " + reason);
        }
    }

    /** Those that were counted when the store answered last. */
    int replicas() {
        return replicas;
    }

    void counted(int found) {
        replicas = Math.max(1, found);
    }
}
