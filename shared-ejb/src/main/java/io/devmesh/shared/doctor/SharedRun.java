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

    /** The run that is under way, or the result that is still fresh, or a run that starts now; waits for nothing. */
    synchronized CompletableFuture<T> start() {
        if (running != null) {
            return running;
        }
        if (isFresh()) {
            return CompletableFuture.completedFuture(last.value());
        }
        CompletableFuture<T> run = new CompletableFuture<>();
        running = run;
        executor.execute(() -> perform(run));
        return run;
    }

    /** The newest result, which a run that starts now may replace. */
    Optional<T> latest() {
        var unused = start();
        synchronized (this) {
            return Optional.ofNullable(last).map(Result::value);
        }
    }

    /** Empty where {@code run} takes longer than {@code patience}. */
    static <T> Optional<T> await(CompletableFuture<T> run, Duration patience) {
        try {
            return Optional.of(run.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS));
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
