package io.devmesh.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * What was started, in order. Stopping goes the other way round, once, and from then on nothing more is started: a
 * signal may come in the middle of a start, and then waits for that start to have something to stop.
 */
final class RunningParts {
    private final Deque<List<Part>> stages = new ArrayDeque<>();
    private volatile boolean stopping;

    /**
     * A thing that runs beside the launcher.
     *
     * @param name as a user would call it
     * @param start returns soon, or once it runs
     * @param isRunning false where it has ended by itself
     * @param stop returns when it has ended; harmless where it does not run
     */
    record Part(String name, Runnable start, BooleanSupplier isRunning, Runnable stop) {}

    /** Starts parts that are to be stopped at the same time. */
    synchronized void start(Part... parts) {
        if (stopping) {
            throw new StartupException("Stopped while starting.");
        }
        stages.push(List.of(parts));
        for (Part part : parts) {
            part.start().run();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** The first part that has ended by itself. */
    synchronized Optional<Part> ended() {
        return stages.stream()
                .flatMap(List::stream)
                .filter(part -> !part.isRunning().getAsBoolean())
                .findFirst();
    }

    /**
     * Returns when everything has ended.
     *
     * @param before is run first, where there is something to end
     * @param after is run last, where there was
     */
    void stop(Runnable before, Runnable after) {
        stopping = true;
        synchronized (this) {
            if (stages.isEmpty()) {
                return;
            }
            before.run();
            while (!stages.isEmpty()) {
                stop(stages.pop());
            }
            after.run();
        }
    }

    private static void stop(List<Part> parts) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> threads.execute(part.stop()));
        }
    }
}
