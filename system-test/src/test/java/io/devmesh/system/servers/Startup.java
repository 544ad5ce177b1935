package io.devmesh.system.servers;

/** A start that may fail in its middle. */
final class Startup {
    private Startup() {}

    /** Runs {@code start}, and then {@code close} where it failed, so that no process is left. */
    static void run(Runnable start, Runnable close) {
        boolean started = false;
        try {
            start.run();
            started = true;
        } finally {
            if (!started) {
                close.run();
            }
        }
    }
}
