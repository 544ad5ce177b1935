package io.devmesh.worker.consume;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the measurement of the ledger. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LedgerTimer extends IntervalTimer {
    @Inject
    private LedgerGauges ledger;

    public LedgerTimer() {
        super(Duration.ofSeconds(10));
    }

    @Timeout
    void measure() {
        ledger.measure();
    }
}
