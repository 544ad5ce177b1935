package io.devmesh.bridge;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that wait for something that does not come: the JDK's client has no limit for reading a body. */
final class Watch {
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("watch").factory());

    private final Duration limit;

    /** @param limit how long nothing may be heard */
    Watch(Duration limit) {
        this.limit = limit;
        clock.setRemoveOnCancelPolicy(true);
    }

    Duration limit() {
        return limit;
    }

    /** Watches this thread, until closed. */
    Wait begin() {
        Wait wait = new Wait(Thread.currentThread());
        wait.check();
        return wait;
    }

    /** For a thread that may wait for ever. */
    Wait beginWithoutLimit() {
        return new Wait(Thread.currentThread());
    }

    /** One thread's wait. */
    final class Wait implements AutoCloseable {
        private final Thread thread;
        private long heardAt = System.nanoTime();
        private boolean expired;
        private boolean closed;
        private ScheduledFuture<?> next;

        private Wait(Thread thread) {
            this.thread = thread;
        }

        /** Something came: the limit begins anew. */
        synchronized void heard() {
            heardAt = System.nanoTime();
        }

        synchronized boolean isExpired() {
            return expired;
        }

        private synchronized void check() {
            if (closed) {
                return;
            }
            long left = limit.toNanos() - (System.nanoTime() - heardAt);
            if (left > 0) {
                next = clock.schedule(this::check, left, TimeUnit.NANOSECONDS);
            } else {
                expired = true;
                thread.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
