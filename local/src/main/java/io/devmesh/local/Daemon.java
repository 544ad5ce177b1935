package io.devmesh.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that is not our child. Its end can't be waited for: where the machine's first process does not collect dead
 * orphans, as in many containers, it stays as a zombie that {@link ProcessHandle} may still call alive.
 */
record Daemon(ProcessHandle handle) {
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
        awaitEnd(Duration.ofSeconds(10));
    }

    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            int state = stat.lastIndexOf(')') + 2;
            return stat.startsWith("Z", state) || stat.startsWith("X", state);
        } catch (IOException noSuchFile) {
            return false; // no Linux, or gone since
        }
    }
}
