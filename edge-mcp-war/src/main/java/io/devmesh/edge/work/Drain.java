package io.devmesh.edge.work;

import static java.lang.System.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The time between SIGTERM and the stop, in which this replica serves on while load balancers forget it. It tells clients to use
 * another connection for what comes next, because when the server stops it closes those that are idle, and a request that is on its
 * way on one of them would have no answer. By the next connection they reach another replica.
 */
@ApplicationScoped
public class Drain {
    private static final System.Logger LOG = System.getLogger(Drain.class.getName());

    /** As a process that the signal ends. */
    private static final int EXIT_CODE = 128 + 15;

    private final Duration delay;
    private final IntConsumer exit;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    Drain() {
        this(Duration.ZERO, code -> {});
    }

    @Inject
    Drain(DrainConfig config) {
        this(config.delay(), System::exit);
    }

    Drain(Duration delay, IntConsumer exit) {
        this.delay = delay;
        this.exit = exit;
    }

    /** Without a delay the JVM does what it always does. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (delay.isPositive()) {
            TermSignal.handle(this::stop);
        }
    }

    /** Runs {@code action}, which must not wait, when load balancers should have forgotten this replica: whoever leaves comes to another. */
    public void onForgotten(Runnable action) {
        actions.add(action);
    }

    public boolean hasBegun() {
        return begun;
    }

    /** A second signal does not wait. */
    void stop() {
        boolean first = !begun;
        begun = true;
        if (first) {
            LOG.log(INFO, "Asked to stop, and serves on for " + delay.toMillis() + " ms");
            pause();
            actions.forEach(Runnable::run);
            pause();
        }
        exit.accept(EXIT_CODE);
    }

    /** Half of the time before load balancers have forgotten it, and half after. */
    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.dividedBy(2).toNanos());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
