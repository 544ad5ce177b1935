package io.devmesh.worker.consume;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the look at what the door stored beside the stream. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HeldTimer {
    @Inject
    private HeldRelease release;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void look() {
        release.look();
    }
}
