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
    /**
     * What is stored now.
     *
     * @param newRows how many of them were not before
     */
    public record Stored(List<StoredEvent> events, int newRows) {}

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

    /** Stores those that are not stored yet, all or none. */
    @Transactional
    public Stored store(List<WebhookEvent> batch) {
        return insert(batch.stream().map(normalizers::outcome).toList());
    }

    /** Stores an event that cannot be stored normalized. */
    @Transactional
    public Stored storeDead(WebhookEvent event, String error) {
        return insert(List.of(StoredEvent.dead(event, error)));
    }

    private Stored insert(List<StoredEvent> outcomes) {
        return new Stored(outcomes, events.insertIfAbsent(outcomes));
    }

    /** Processes up to {@code limit} rows that the door stored, all or none, and returns what they are now. */
    @Transactional
    public List<StoredEvent> processReceived(int limit) {
        List<StoredEvent> outcomes =
                events.lockReceived(limit).stream().map(normalizers::outcome).toList();
        if (!outcomes.isEmpty()) {
            events.complete(outcomes);
        }
        return outcomes;
    }
}
