package io.devmesh.worker.consume;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the measurement of the stream, of what waits in rows, and of the ledger. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GaugeTimer {
    @Inject
    private StreamGauges gauges;

    @Inject
    private BacklogGauges backlog;

    @Inject
    private LedgerGauges ledger;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void measure() {
        gauges.measure();
        backlog.measure();
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void balance() {
        ledger.measure();
    }
}
