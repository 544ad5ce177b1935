package io.devmesh.worker.inbox;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the processing of rows that wait. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkTimer extends IntervalTimer {
    @Inject
    private WorkPoller poller;

    public WorkTimer() {
        super(Duration.ofMillis(500));
    }

    @Timeout
    void poll() {
        poller.pollOnce();
    }

    @PreDestroy
    void stop() {
        poller.stop();
    }
}
