package io.devmesh.edge.work;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Virtual threads of the server for work, a few real ones for what is scheduled. */
@ApplicationScoped
class ManagedThreads implements Threads {
    private static final System.Logger LOG = System.getLogger(ManagedThreads.class.getName());

    /** A resource can only be injected into a field. */
    @Resource(lookup = "concurrent/calls")
    private ManagedExecutorService calls;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    ManagedThreads() {}

    ManagedThreads(ManagedExecutorService calls) {
        this.calls = calls;
    }

    @Override
    public void execute(Runnable work) {
        try {
            calls.execute(work);
        } catch (RejectedExecutionException stopping) {
            // The server shuts its executor down first, and only then waits for the requests that are open.
            var unused = Thread.ofVirtual().start(work);
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        try {
            Future<?> future = scheduler.schedule(() -> execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException stopping) {
            return () -> {}; // the process ends before that
        }
    }

    @Override
    public void every(Duration pause, Runnable work) {
        var unused = scheduler.scheduleWithFixedDelay(
                () -> surviving(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What throws once would never be run again. */
    private static void surviving(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(ERROR, "Scheduled work failed; it is tried again", failure);
        }
    }
}
