package io.devmesh.worker.outbox;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the measurement of the outbox. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BacklogTimer extends IntervalTimer {
    @Inject
    private ForwardMetrics metrics;

    public BacklogTimer() {
        super(Duration.ofSeconds(5));
    }

    @Timeout
    void measure() {
        metrics.measure();
    }
}
