package io.devmesh.worker.consume;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the measurement of the stream. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GaugeTimer {
    @Inject
    private StreamGauges gauges;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void measure() {
        gauges.measure();
    }
}
