package io.devmesh.edge.work;

import java.util.Optional;
import java.util.function.Supplier;

/** A call at work in a thread, which somebody may want to end. */
public final class RunningCall {
    private final Runnable whenCancelled;
    private Thread thread;
    private volatile boolean cancelled;

    public RunningCall() {
        this(() -> {});
    }

    /**
     * @param whenCancelled is run by whoever cancels it
     *
     */
    public RunningCall(Runnable whenCancelled) {
        this.whenCancelled = whenCancelled;
    }

    /**
     * Does the work in this thread; empty where it was cancelled before or meanwhile, so that nobody wants what came out of
     * it. Throws what the work throws, unless it was cancelled.
     */
    public <T> Optional<T> run(Supplier<T> work) {
        synchronized (this) {
            if (cancelled) {
                return Optional.empty();
            }
            thread = Thread.currentThread();
        }
        try {
            T result = work.get();
            return cancelled ? Optional.empty() : Optional.of(result);
        } catch (RuntimeException failure) {
            if (cancelled) {
                return Optional.empty();
            }
            throw failure;
        } finally {
            synchronized (this) {
                thread = null;
                // An interrupt that came late must not hit whatever this thread does next.
                boolean unused = Thread.interrupted();
            }
        }
    }

    /** Interrupts the work; its result is dropped. */
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        whenCancelled.run();
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
