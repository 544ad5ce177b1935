package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventRepository;
import io.devmesh.shared.event.NewEvent;
import io.devmesh.shared.event.OrderKey;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Ordering;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

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
    private final ServiceIdentity identity;

    EventSink() {
        this(null, null, null);
    }

    @Inject
    EventSink(EventLog stream, EventRepository events, ServiceIdentity identity) {
        this.stream = stream;
        this.events = events;
        this.identity = identity;
    }

    /** Returns once the event is safe; throws JdbiException where Redis failed and PostgreSQL did too. */
    Stored store(WebhookEvent event, Ordering ordering) {
        try {
            stream.publish(event);
            return Stored.STREAM;
        } catch (StreamUnavailableException away) {
            LOG.log(WARNING, "Redis did not take " + event + ", storing it in PostgreSQL: " + away.getMessage());
            // What is on the stream comes first, if the Worker gets to it.
            Waiting waiting =
                    OrderKey.of(event, ordering).map(Waiting::held).orElseGet(() -> Waiting.now(Optional.empty()));
            events.insertIfAbsent(List.of(NewEvent.direct(StoredEvent.received(event, waiting))), identity.toString());
            return Stored.DATABASE;
        }
    }
}
