package io.devmesh.tools.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM, for a command that has something to end in order. */
public final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile boolean heeded;

    /** From now on, the command ends by itself soon after {@link #request}. */
    public void heed() {
        heeded = true;
    }

    /** Tells the command to end; false where it would not notice. */
    public boolean request() {
        requested.countDown();
        return heeded;
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for that long, or until the request. */
    public void await(Duration pause) {
        try {
            var unused = requested.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            requested.countDown();
        }
    }
}
