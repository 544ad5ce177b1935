package io.devmesh.worker.retention;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the chore. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer extends IntervalTimer {
    @Inject
    private Retention retention;

    public RetentionTimer() {
        super(Duration.ofSeconds(10));
    }

    @Timeout
    void look() {
        retention.look();
    }

    @PreDestroy
    void stop() {
        retention.stop();
    }
}
