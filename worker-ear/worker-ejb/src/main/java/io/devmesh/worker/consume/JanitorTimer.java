package io.devmesh.worker.consume;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the janitor of the stream. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JanitorTimer {
    @Inject
    private StreamJanitor janitor;

    @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
    void tidy() {
        janitor.tidy();
    }
}
