package io.devmesh.worker.consume;

import io.devmesh.shared.source.Processing.Priority;
import io.devmesh.worker.inbox.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Stores what it is given, one batch after the other, and does not go on before a batch is stored: what has one order is in one
 * lane. Where PostgreSQL or Redis is away it tries again until this process has to leave the stream to another; then it is closed.
 */
final class Lane implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final String name;
    private final BatchHandler handler;
    private final ConsumerConfig config;
    private final BooleanSupplier mayGoOn;
    private final Done done;
    private final FairQueue queue = new FairQueue();
    private final Attempts attempts;
    private boolean open = true;
    private boolean working;
    private boolean stopping;
    private boolean stopped;

    /** Told of what leaves a lane. */
    interface Done {
        void accept(List<Arrival> arrivals, boolean stored);
    }

    /**
     * @param mayGoOn whether this process still is the one that reads
     * @param done told of what left this lane
     */
    Lane(
            String name,
            BatchHandler handler,
            ConsumerConfig config,
            Attempts attempts,
            BooleanSupplier mayGoOn,
            Done done) {
        this.name = name;
        this.handler = handler;
        this.config = config;
        this.attempts = attempts;
        this.mayGoOn = mayGoOn;
        this.done = done;
    }

    synchronized void add(Priority priority, List<Arrival> arrivals) {
        if (open) {
            arrivals.forEach(arrival -> queue.add(priority, arrival));
            notifyAll();
        } else {
            done.accept(arrivals, false);
        }
    }

    @Override
    public void run() {
        try {
            List<Arrival> batch = next();
            while (!batch.isEmpty()) {
                store(batch);
                batch = next();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void store(List<Arrival> batch) throws InterruptedException {
        boolean stored = false;
        try {
            stored = attempts.make(name, () -> handler.handle(batch, name));
            while (!stored && !isStopping() && mayGoOn.getAsBoolean()) {
                attempts.pause();
                stored = attempts.make(name, () -> handler.handle(batch, name));
            }
        } finally {
            if (!stored) {
                close();
            }
            done.accept(batch, stored);
        }
    }

    /** Empty at the end only. */
    private synchronized List<Arrival> next() throws InterruptedException {
        working = false;
        notifyAll();
        while (queue.isEmpty() && !stopping) {
            wait(LOOK.toMillis());
        }
        working = !queue.isEmpty();
        return queue.take(config.batchSize(), config.batchBytes());
    }

    private synchronized void end() {
        stopped = true;
        working = false;
        close();
        notifyAll();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Ends once what it was given is stored, or cannot be. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Forgets what it was given and has not begun with, and takes no more: what was before that must come first. */
    synchronized void close() {
        open = false;
        done.accept(queue.clear(), false);
    }

    /** Takes again what it is given. */
    synchronized void open() {
        open = !stopped;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Whether it has something to do, so that what it is given now has to wait. */
    synchronized boolean isBusy() {
        return working || !queue.isEmpty();
    }

    /** Waits until it has nothing to do; false where that took longer. */
    synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (isBusy() && !stopped) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
