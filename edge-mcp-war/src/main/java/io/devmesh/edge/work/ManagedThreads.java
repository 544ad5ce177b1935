package io.devmesh.edge.work;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Virtual threads of the server for work, a few real ones for what is scheduled. A server that is asked to stop waits for those that it
 * has scheduled and for connections that it believes to be open, but not for virtual threads; one that is scheduled waits for them here.
 */
@ApplicationScoped
class ManagedThreads implements Threads {
    private static final System.Logger LOG = System.getLogger(ManagedThreads.class.getName());

    /** A resource can only be injected into a field. */
    @Resource(lookup = "concurrent/calls")
    private ManagedExecutorService calls;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    /** What is not done yet, and one until the process is asked to stop. */
    private final AtomicLong working = new AtomicLong(1);

    private final CountDownLatch done = new CountDownLatch(1);

    ManagedThreads() {}

    ManagedThreads(ManagedExecutorService calls, ManagedScheduledExecutorService scheduler) {
        this.calls = calls;
        this.scheduler = scheduler;
    }

    /** For no longer than the server waits for anything, 30 s. */
    void holdStop(@Observes @Initialized(ApplicationScoped.class) Object application, Shutdown shutdown) {
        shutdown.onStop(this::ended);
        var unused = scheduler.schedule(this::awaitWork, 0, TimeUnit.MILLISECONDS);
    }

    private Void awaitWork() throws InterruptedException {
        done.await();
        return null;
    }

    private void ended() {
        if (working.decrementAndGet() == 0) {
            done.countDown();
        }
    }

    @Override
    public void execute(Runnable work) {
        working.incrementAndGet();
        Runnable counted = () -> {
            try {
                work.run();
            } finally {
                ended();
            }
        };
        try {
            calls.execute(counted);
        } catch (RejectedExecutionException stopping) {
            // The server shuts its executor down first, and only then waits for what it has begun.
            var unused = Thread.ofVirtual().start(counted);
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
