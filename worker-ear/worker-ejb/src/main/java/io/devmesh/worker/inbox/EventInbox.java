package io.devmesh.worker.inbox;

import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.worker.process.NormalizerRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** The transaction boundary of the Worker: normalizes events and writes their rows. */
@ApplicationScoped
public class EventInbox {
    private final EventRepository events;
    private final NormalizerRegistry normalizers;

    EventInbox() {
        this(null, null);
    }

    @Inject
    public EventInbox(EventRepository events, NormalizerRegistry normalizers) {
        this.events = events;
        this.normalizers = normalizers;
    }

    /** Stores those that are not stored yet, all or none, and returns how many were new. */
    @Transactional
    public int store(List<WebhookEvent> batch) {
        return events.insertIfAbsent(batch.stream().map(normalizers::outcome).toList());
    }

    /** Stores an event that cannot be stored normalized, and returns 1 where it was new. */
    @Transactional
    public int storeDead(WebhookEvent event, String error) {
        return events.insertIfAbsent(List.of(StoredEvent.dead(event, error)));
    }

    /** Processes up to {@code limit} rows that the door stored, all or none, and returns how many there were. */
    @Transactional
    public int processReceived(int limit) {
        List<WebhookEvent> received = events.lockReceived(limit);
        if (!received.isEmpty()) {
            events.complete(received.stream().map(normalizers::outcome).toList());
        }
        return received.size();
    }
}
