package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.worker.inbox.Arrival;
import java.util.ArrayList;
import java.util.List;

/** Brings entries into the lanes; what is not an event goes into quarantine at once. */
final class Intake {
    private static final System.Logger LOG = System.getLogger(Intake.class.getName());

    private final Arrivals arrivals;
    private final BatchHandler handler;
    private final Lanes lanes;

    Intake(Arrivals arrivals, BatchHandler handler, Lanes lanes) {
        this.arrivals = arrivals;
        this.handler = handler;
        this.lanes = lanes;
    }

    void accept(List<StreamEntry> entries) throws InterruptedException {
        lanes.dispatch(decode(entries), arrivals);
    }

    List<Arrival> decode(List<StreamEntry> entries) {
        List<Arrival> events = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries) {
            try {
                events.add(arrivals.of(entry));
            } catch (UndecodableEntryException foreign) {
                LOG.log(
                        ERROR,
                        "Entry " + entry.id() + " is not an event of ours and goes into quarantine: "
                                + foreign.getMessage());
                handler.quarantine(entry, foreign.getMessage());
            }
        }
        return events;
    }
}
