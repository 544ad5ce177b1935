package io.devmesh.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A process that is not our child. Its end can't be waited for: where the machine's first process does not collect dead
 * orphans, as in many containers, it stays as a zombie that {@link ProcessHandle} may still call alive.
 */
record Daemon(ProcessHandle handle) {
    /** A slow disk delays the end. */
    private static final Duration KILL_LIMIT = Duration.ofMinutes(1);

    boolean isRunning() {
        return handle.isAlive() && !isZombie();
    }

    boolean awaitEnd(Duration limit) {
        return Await.until(limit, () -> !isRunning());
    }

    /** Asks it to end, and ends it where it has not within {@code limit}. */
    void stop(Duration limit) {
        handle.destroy();
        if (!awaitEnd(limit)) {
            kill();
        }
    }

    /** What {@code kill -9} does; returns when the process is gone. */
    void kill() {
        handle.destroyForcibly();
        awaitEnd(KILL_LIMIT);
    }

    private boolean isZombie() {
        return isZombie(Path.of("/proc", Long.toString(handle.pid())));
    }

    /**
     * Where only the first thread has ended, the process has not: one that still waits for the disk keeps its ports and files.
     *
     * @param process its directory in /proc
     */
    static boolean isZombie(Path process) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            String stat = Files.readString(process.resolve("stat"));
            int state = stat.lastIndexOf(')') + 2;
            return (stat.startsWith("Z", state) || stat.startsWith("X", state)) && threads.count() <= 1;
        } catch (IOException | UncheckedIOException noSuchFile) {
            return false; // no Linux, or gone since
        }
    }
}
