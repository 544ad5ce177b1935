package io.devmesh.worker.inbox;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Triggers the processing of rows that the door stored. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InboxTimer {
    @Inject
    private InboxPoller poller;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void poll() {
        poller.pollOnce();
    }
}
