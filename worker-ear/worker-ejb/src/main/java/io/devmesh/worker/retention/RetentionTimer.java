package io.devmesh.worker.retention;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the chore. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer {
    @Inject
    private Retention retention;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void look() {
        retention.look();
    }

    @PreDestroy
    void stop() {
        retention.stop();
    }
}
