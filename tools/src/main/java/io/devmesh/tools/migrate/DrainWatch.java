package io.devmesh.tools.migrate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Decides when nobody uses the source any more: when that has been so for a while. */
final class DrainWatch {
    private final Duration quiet;
    private final LongSupplier nanoTime;
    private long quietSince;

    DrainWatch(Duration quiet, LongSupplier nanoTime) {
        this.quiet = quiet;
        this.nanoTime = nanoTime;
        this.quietSince = nanoTime.getAsLong();
    }

    /** Something was copied, or the source was not to be reached. */
    void disturb() {
        quietSince = nanoTime.getAsLong();
    }

    /**
     * Whether the source is drained.
     *
     * @param caughtUp whether there is nothing to copy
     * @param services our services that are connected to it; empty where that can't be known, and then only the stream's
     *     silence counts
     */
    boolean isOver(boolean caughtUp, Optional<Set<String>> services) {
        if (!caughtUp || services.filter(names -> !names.isEmpty()).isPresent()) {
            disturb();
        }
        return nanoTime.getAsLong() - quietSince >= quiet.toNanos();
    }
}
