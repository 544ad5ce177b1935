package io.devmesh.edge.work;

/** What happens when the application is stopped. */
public final class Stopping {
    private Stopping() {}

    public static void stop(Shutdown shutdown) {
        shutdown.stop();
    }
}
