package io.devmesh.conformance;

import io.devmesh.edge.tool.Talk;
import java.time.Duration;

/** Takes time as work does, and ends early where nobody wants the result any more. */
final class Pause {
    private static final Duration STEP = Duration.ofMillis(100);

    private Pause() {}

    /** Whether it was not cut short. */
    static boolean of(Duration length, Talk talk) {
        long end = System.nanoTime() + length.toNanos();
        try {
            for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (talk.isCancelled()) {
                    return false;
                }
                Thread.sleep(Duration.ofNanos(Math.min(left, STEP.toNanos())));
            }
            return !talk.isCancelled();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
