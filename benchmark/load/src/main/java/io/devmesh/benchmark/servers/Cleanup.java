package io.devmesh.benchmark.servers;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends, last first, what was started; also on Ctrl-C, and also where the program that started this one ends. */
public final class Cleanup implements AutoCloseable {
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private boolean closed;

    /** Runs {@code start}, and sees to it that {@code end} is run even where that fails. */
    public synchronized void start(Runnable start, Runnable end) {
        if (closed) {
            throw new IllegalStateException("everything is being stopped");
        }
        ends.push(end);
        start.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }

    /** A SIGTERM to Maven does not reach this program, but it ends this program's parent. */
    public static void closeAtExit(Cleanup cleanup) {
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        ProcessHandle.current().parent().ifPresent(Cleanup::endWith);
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    System.exit(1);
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }
}
