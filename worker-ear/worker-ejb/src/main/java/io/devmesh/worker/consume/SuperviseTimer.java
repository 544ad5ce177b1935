package io.devmesh.worker.consume;

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

/** Triggers the supervisor; logic lives there. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SuperviseTimer extends IntervalTimer {
    @Inject
    private ConsumerSupervisor supervisor;

    public SuperviseTimer() {
        super(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Timeout
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
