package io.devmesh.worker.inbox;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the look for orders that nobody works on; beside {@link WorkTimer}, which may have work for hours. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeTimer extends IntervalTimer {
    @Inject
    private OrderWaker waker;

    public WakeTimer() {
        super(Duration.ofSeconds(10));
    }

    @Timeout
    void look() {
        waker.look();
    }
}
