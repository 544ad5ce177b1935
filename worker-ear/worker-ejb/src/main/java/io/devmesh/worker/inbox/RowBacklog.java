package io.devmesh.worker.inbox;

import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.StoredEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Whether what comes off the stream had better wait for rows. An event behind another of its order costs twice, as a row and by it,
 * so that whoever reads on meanwhile makes the queue of rows longer than it gets by being worked on, and with it all that waits.
 */
@ApplicationScoped
public class RowBacklog {
    private final EventWorkRepository work;

    /** Of the events that were stored last. */
    private volatile boolean mostWait;

    RowBacklog() {
        this(null);
    }

    @Inject
    public RowBacklog(EventWorkRepository work) {
        this.work = work;
    }

    /** These came off the stream. */
    public void note(List<StoredEvent> stored) {
        long waiting = stored.stream()
                .filter(event -> event.status() == EventStatus.RECEIVED)
                .count();
        mostWait = 2 * waiting > stored.size();
    }

    /**
     * Whether most of what comes off the stream has to wait, and that for rows that are being worked on or will be at once, not for a
     * pause or the delay of an attempt. Costs a query only where most waits.
     */
    public boolean isInTheWay() {
        return mostWait && work.isDueWithin(WorkPoller.LEASE);
    }
}
