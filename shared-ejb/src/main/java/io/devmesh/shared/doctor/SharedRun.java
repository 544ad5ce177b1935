package io.devmesh.shared.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A piece of work that everybody who asks shares: one run at a time, and its result serves for a while. Nobody waits for it
 * longer than he likes to.
 */
final class SharedRun<T> {
    private final Supplier<T> work;
    private final Function<T, Duration> freshFor;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private CompletableFuture<T> running;
    private Result<T> last;

    private record Result<T>(T value, long at) {}

    /** The run of {@code work} by {@code executor}; {@code freshFor} says how long a result serves. */
    SharedRun(Supplier<T> work, Function<T, Duration> freshFor, Executor executor, LongSupplier nanoTime) {
        this.work = work;
        this.freshFor = freshFor;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    /** Starts a run unless one is under way or its result is fresh; waits for neither. Returns the newest result. */
    synchronized Optional<T> latest() {
        if (running == null && !isFresh()) {
            CompletableFuture<T> run = new CompletableFuture<>();
            running = run;
            executor.execute(() -> perform(run));
        }
        return Optional.ofNullable(last).map(Result::value);
    }

    /** A fresh result, waited for; empty where that takes longer than {@code patience}. */
    Optional<T> await(Duration patience) {
        CompletableFuture<T> run;
        synchronized (this) {
            latest();
            if (running == null) {
                return Optional.of(last.value());
            }
            run = running;
        }
        try {
            return Optional.of(run.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooLong) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A check of this program failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void perform(CompletableFuture<T> run) {
        T value = null;
        try {
            value = work.get();
        } finally {
            finish(run, value);
        }
    }

    private synchronized void finish(CompletableFuture<T> run, T value) {
        running = null;
        if (value == null) {
            run.completeExceptionally(new IllegalStateException("see the log"));
        } else {
            last = new Result<>(value, nanoTime.getAsLong());
            run.complete(value);
        }
    }

    private boolean isFresh() {
        return last != null
                && nanoTime.getAsLong() - last.at()
                        < freshFor.apply(last.value()).toNanos();
    }
}
