package io.devmesh.worker.source;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the reading of sources. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SourceTimer {
    @Inject
    private SourceBook book;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void refresh() {
        book.refreshOnce();
    }
}
