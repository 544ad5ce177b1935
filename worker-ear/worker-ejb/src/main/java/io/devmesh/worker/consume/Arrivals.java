package io.devmesh.worker.consume;

import io.devmesh.shared.event.OrderKey;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.source.SourceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads entries as events. */
@ApplicationScoped
class Arrivals {
    private final SourceBook sources;

    Arrivals() {
        this(null);
    }

    @Inject
    Arrivals(SourceBook sources) {
        this.sources = sources;
    }

    /** Throws UndecodableEntryException for what no code of ours has written. */
    Arrival of(StreamEntry entry) throws UndecodableEntryException {
        WebhookEvent event = EventCodec.decode(entry.fields());
        return new Arrival(
                entry.id(),
                event,
                entry.size(),
                OrderKey.of(event, processing(event).order()));
    }

    /** Before whom of others it is processed. */
    Processing.Priority priority(Arrival arrival) {
        return processing(arrival.event()).priority();
    }

    /** Which lane it goes to depends on that, and on the event. */
    Placement placement(Arrival arrival) {
        Processing processing = processing(arrival.event());
        return new Placement(processing.order(), processing.concurrency());
    }

    private Processing processing(WebhookEvent event) {
        return sources.of(event.source()).processing();
    }
}
