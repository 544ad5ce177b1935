package io.devmesh.worker.consume;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the measurement of the stream and of what waits in rows. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GaugeTimer extends IntervalTimer {
    @Inject
    private StreamGauges gauges;

    @Inject
    private BacklogGauges backlog;

    public GaugeTimer() {
        super(Duration.ofSeconds(5));
    }

    @Timeout
    void measure() {
        gauges.measure();
        backlog.measure();
    }
}
