package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Where accepted events go: onto the stream, or, while Redis does not take them or its replicas do not confirm them, straight
 * into a row that the Worker will find. Both may get one event where nobody said that Redis took it; the row's key makes that
 * harmless.
 */
@ApplicationScoped
class EventSink {
    private static final System.Logger LOG = System.getLogger(EventSink.class.getName());

    /** Which of the two has it. */
    enum Stored {
        STREAM,
        DATABASE
    }

    private final EventLog stream;
    private final EventRepository events;

    EventSink() {
        this(null, null);
    }

    @Inject
    EventSink(EventLog stream, EventRepository events) {
        this.stream = stream;
        this.events = events;
    }

    /** Returns once the event is safe; throws JdbiException where Redis failed and PostgreSQL did too. */
    Stored store(WebhookEvent event) {
        try {
            stream.publish(event);
            return Stored.STREAM;
        } catch (StreamUnavailableException away) {
            LOG.log(WARNING, "Redis did not take " + event + ", storing it in PostgreSQL: " + away.getMessage());
            events.insertIfAbsent(List.of(StoredEvent.received(event)));
            return Stored.DATABASE;
        }
    }
}
