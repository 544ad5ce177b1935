package io.devmesh.worker.inbox;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the look for orders that nobody works on; beside {@link WorkTimer}, which may have work for hours. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeTimer {
    @Inject
    private OrderWaker waker;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void look() {
        waker.look();
    }
}
