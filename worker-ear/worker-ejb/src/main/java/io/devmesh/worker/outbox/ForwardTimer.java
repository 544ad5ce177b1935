package io.devmesh.worker.outbox;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the dispatcher and the measurement of the outbox; logic lives there. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ForwardTimer {
    @Inject
    private Dispatcher dispatcher;

    @Inject
    private ForwardMetrics metrics;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void dispatch() {
        dispatcher.tick();
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void measure() {
        metrics.measure();
    }

    @PreDestroy
    void stop() {
        try {
            dispatcher.stop();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
