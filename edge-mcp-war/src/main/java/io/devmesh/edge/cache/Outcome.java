package io.devmesh.edge.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a search came to, for all who waited for it. */
sealed interface Outcome {
    /**
     * A value.
     *
     * @param nanos how long memory may keep it
     * @param weight of at least 1
     * @param loaded whether the loader gave it, rather than the second level
     */
    record Found(Object value, long nanos, int weight, boolean loaded) implements Outcome {}

    /** The loader threw. */
    record Failed(Throwable why) implements Outcome {}

    /** Runs {@code search} in this thread. */
    static Outcome of(Supplier<Found> search) {
        CompletableFuture<Found> done = CompletableFuture.supplyAsync(search, Runnable::run);
        return done.isCompletedExceptionally() ? new Failed(done.exceptionNow()) : done.resultNow();
    }

    /** The value; throws what the loader threw. */
    default Object get() {
        return switch (this) {
            case Found found -> found.value();
            case Failed(RuntimeException why) -> throw why;
            case Failed(Error why) -> throw why;
            case Failed(Throwable why) -> throw new IllegalStateException(why);
        };
    }
}
