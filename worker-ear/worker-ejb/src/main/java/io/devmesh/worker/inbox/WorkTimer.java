package io.devmesh.worker.inbox;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the processing of rows that wait. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkTimer {
    @Inject
    private WorkPoller poller;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void poll() {
        poller.pollOnce();
    }

    @PreDestroy
    void stop() {
        poller.stop();
    }
}
