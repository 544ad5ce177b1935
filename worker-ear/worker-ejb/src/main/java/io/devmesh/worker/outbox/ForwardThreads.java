package io.devmesh.worker.outbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledExecutorService;

/** The server's threads: virtual ones for requests, a few real ones for deadlines. */
@ApplicationScoped
class ForwardThreads {
    /** A resource can only be injected into a field. */
    @Resource(lookup = "concurrent/forwards")
    private ManagedExecutorService requests;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    /** Throws RejectedExecutionException where the server stops. */
    void execute(Runnable work) {
        requests.execute(work);
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }
}
