package io.devmesh.edge.admission;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a lease, but not for long. */
final class Arrival {
    private Arrival() {}

    /** Whether it has come before that many nanoseconds are over, or the thread is told to end. */
    static boolean within(CompletableFuture<Void> lease, long nanos) {
        try {
            lease.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
