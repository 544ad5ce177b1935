package io.devmesh.worker.source;

import io.devmesh.worker.timer.IntervalTimer;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Triggers the reading of sources. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SourceTimer extends IntervalTimer {
    @Inject
    private SourceBook book;

    public SourceTimer() {
        super(Duration.ofSeconds(1));
    }

    @Timeout
    void refresh() {
        book.refreshOnce();
    }
}
