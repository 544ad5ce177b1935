package io.devmesh.worker.inbox;

import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.source.SourceName;
import io.devmesh.worker.source.SourceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/**
 * Whether what comes off the stream had better wait for rows. An event behind another of its order costs twice, as a row and by it,
 * so that whoever reads on meanwhile makes the queue of rows longer than it gets by being worked on, and with it all that waits.
 */
@ApplicationScoped
public class RowBacklog {
    private static final double HALF = 0.5;

    /** Events, after which what was before counts little. */
    private static final double RECENT = 500;

    private final EventWorkRepository work;
    private final SourceBook sources;

    /** Of those that were stored last, 0 to 1; one lane's alone would say little of the others'. */
    private double waiting;

    RowBacklog() {
        this(null, null);
    }

    @Inject
    public RowBacklog(EventWorkRepository work, SourceBook sources) {
        this.work = work;
        this.sources = sources;
    }

    /** These came off the stream. */
    public void note(List<StoredEvent> stored) {
        Set<SourceName> paused = sources.paused();
        long behind = stored.stream()
                .filter(event -> event.status() == EventStatus.RECEIVED
                        && !paused.contains(event.event().source()))
                .count();
        weigh(stored.size(), behind);
    }

    private synchronized void weigh(int events, long behind) {
        double weight = Math.min(1, events / RECENT);
        waiting += weight * (behind / Math.max(1.0, events) - waiting);
    }

    /**
     * Whether most of what comes off the stream has to wait, and that for rows that are being worked on or will be at once, not for a
     * pause or the delay of an attempt. Costs a query only where most waits.
     */
    public boolean isInTheWay() {
        return mostWait() && areWorkedOn();
    }

    /** Whether any rows are being worked on or will be at once. Costs a query. */
    public boolean areWorkedOn() {
        return work.isWorkedOn(WorkPoller.LEASE, sources.paused());
    }

    private synchronized boolean mostWait() {
        return waiting > HALF;
    }
}
