package io.devmesh.edge.tool;

import io.devmesh.edge.work.RunningCall;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ends the work of tools that take too long, as where a client cancels it. Work that {@link Tool#takesLong} is answered then,
 * whether it listens or not; for other work a thread of its own would cost more than the work, so that it is interrupted
 * within a second after its time.
 */
@ApplicationScoped
class TimeLimit {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private final Threads threads;
    private final LongSupplier nanoTime;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

    TimeLimit() {
        this(null, null);
    }

    @Inject
    TimeLimit(Threads threads) {
        this(threads, System::nanoTime);
    }

    TimeLimit(Threads threads, LongSupplier nanoTime) {
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /** Work in its caller's thread. */
    private record Watched(RunningCall work, long until) {}

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        threads.every(CHECK_EVERY, this::check);
    }

    /**
     * What {@code work} gives; empty where it took longer than {@code limit} and was ended.
     *
     * @param ended is run when it works no more
     */
    <T> Optional<T> here(RunningCall running, Duration limit, Supplier<T> work, Runnable ended) {
        Watched one = new Watched(running, nanoTime.getAsLong() + limit.toNanos());
        watched.add(one);
        try {
            return running.run(work);
        } finally {
            watched.remove(one);
            ended.run();
        }
    }

    /** The same in a thread of its own, which may go on for longer than this does. An interrupt is passed on to it. */
    <T> Optional<T> apart(RunningCall running, Duration limit, Supplier<T> work, Runnable ended) {
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        Runnable stop = threads.after(limit, () -> {
            running.cancel();
            answer.complete(Optional.empty());
        });
        var unused = CompletableFuture.supplyAsync(() -> whole(running, work, ended), threads::execute)
                .whenComplete((result, failure) -> finish(answer, result, failure));
        try {
            return answer.get();
        } catch (InterruptedException cancelled) {
            running.cancel();
            Thread.currentThread().interrupt();
            throw new CancellationException("The client has cancelled the call");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException failure ? failure : new CompletionException(failed);
        } finally {
            stop.run();
        }
    }

    private static <T> Optional<T> whole(RunningCall running, Supplier<T> work, Runnable ended) {
        try {
            return running.run(work);
        } finally {
            ended.run();
        }
    }

    private static <T> void finish(CompletableFuture<Optional<T>> answer, Optional<T> result, Throwable failure) {
        if (failure == null) {
            answer.complete(result);
        } else {
            answer.completeExceptionally(
                    failure instanceof CompletionException wrapped && wrapped.getCause() != null
                            ? wrapped.getCause()
                            : failure);
        }
    }

    private void check() {
        long now = nanoTime.getAsLong();
        watched.stream()
                .filter(one -> now - one.until() >= 0)
                .forEach(late -> late.work().cancel());
    }
}
