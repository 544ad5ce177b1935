package io.devmesh.worker.outbox;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the dispatcher; logic lives there. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ForwardTimer extends IntervalTimer {
    @Inject
    private Dispatcher dispatcher;

    public ForwardTimer() {
        super(Duration.ofSeconds(1));
    }

    @Timeout
    void dispatch() {
        dispatcher.tick();
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
