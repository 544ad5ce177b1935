package io.devmesh.worker.consume;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the supervisor; logic lives there. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SuperviseTimer {
    @Inject
    private ConsumerSupervisor supervisor;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void supervise() {
        supervisor.supervise();
    }

    @PreDestroy
    void stop() {
        try {
            supervisor.stop();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
