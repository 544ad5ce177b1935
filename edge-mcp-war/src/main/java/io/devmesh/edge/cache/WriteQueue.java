package io.devmesh.edge.cache;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Writes that nobody waits for, done one after the other by at most one thread. Bounded by their weight. */
final class WriteQueue {
    private record Write(long weight, Runnable work) {}

    private final Queue<Write> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final long capacity;
    private final Executor executor;

    /** @param capacity the sum of weights that may wait or be at work */
    WriteQueue(long capacity, Executor executor) {
        this.capacity = capacity;
        this.executor = executor;
    }

    /** False where too much waits already, or the process is about to end; then {@code work} is not done. */
    boolean offer(long itsWeight, Runnable work) {
        if (weight.addAndGet(itsWeight) > capacity) {
            weight.addAndGet(-itsWeight);
            return false;
        }
        waiting.add(new Write(itsWeight, work));
        return drainLater();
    }

    private boolean drainLater() {
        if (!draining.compareAndSet(false, true)) {
            return true;
        }
        try {
            executor.execute(this::drain);
            return true;
        } catch (RejectedExecutionException ending) {
            draining.set(false);
            return false;
        }
    }

    private void drain() {
        try {
            for (Write next = waiting.poll(); next != null; next = waiting.poll()) {
                try {
                    next.work().run();
                } finally {
                    weight.addAndGet(-next.weight());
                }
            }
        } finally {
            draining.set(false);
        }
        if (!waiting.isEmpty()) {
            drainLater();
        }
    }
}
