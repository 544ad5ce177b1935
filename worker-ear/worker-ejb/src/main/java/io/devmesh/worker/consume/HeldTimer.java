package io.devmesh.worker.consume;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the look at what the door stored beside the stream. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HeldTimer extends IntervalTimer {
    @Inject
    private HeldRelease release;

    public HeldTimer() {
        super(Duration.ofSeconds(1));
    }

    @Timeout
    void look() {
        release.look();
    }
}
