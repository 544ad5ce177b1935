package io.devmesh.worker.consume;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the janitor of the stream. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JanitorTimer extends IntervalTimer {
    @Inject
    private StreamJanitor janitor;

    public JanitorTimer() {
        super(Duration.ofSeconds(20));
    }

    @Timeout
    void tidy() {
        janitor.tidy();
    }
}
