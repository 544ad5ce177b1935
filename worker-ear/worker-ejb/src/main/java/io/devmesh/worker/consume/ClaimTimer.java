package io.devmesh.worker.consume;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the take-over of what dead consumers left; logic lives in the supervisor. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClaimTimer {
    @Inject
    private ConsumerSupervisor supervisor;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void claim() {
        supervisor.claim();
    }
}
