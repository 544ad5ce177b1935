package io.devmesh.edge.work;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells when the process is asked to stop. The server waits up to 30 s for open requests before it destroys beans, so
 * whoever keeps requests open must hear of it before.
 */
@ApplicationScoped
public class Shutdown {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::run, "shutdown");

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** {@code action} must not wait. */
    public void onStop(Runnable action) {
        actions.add(action);
    }

    /** Where the application alone is stopped. */
    @PreDestroy
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            run();
        } catch (IllegalStateException alreadyStopping) {
            // The hook has done it, or does.
        }
    }

    private void run() {
        actions.forEach(Runnable::run);
        actions.clear();
    }
}
