package io.devmesh.edge.event;

import io.devmesh.shared.event.EventCount;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventGroup;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventJson;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads events of one tenant as JSON; what is not known of an event is left out. */
@ApplicationScoped
public class EventReader {
    private static final int MOST_FREQUENT = 50;

    private final EventSearchRepository events;

    EventReader() {
        this(null);
    }

    @Inject
    public EventReader(EventSearchRepository events) {
        this.events = events;
    }

    /** {@code {"events":[…],"next_cursor":…}}, newest first, up to {@code limit} events behind {@code after}. */
    public ObjectNode page(TenantId tenant, EventFilter filter, Optional<EventCursor> after, int limit) {
        // One more than asked for tells whether there is a next page.
        return EventJson.page(events.list(tenant, filter, after, limit + 1), limit);
    }

    /** {@code {"event":{…},"content_type":…,"traceparent":…}} and the payload; empty where the tenant has no such event. */
    public Optional<ObjectNode> find(TenantId tenant, EventId id, PayloadView payload) {
        return events.find(tenant, id).map(event -> describe(event, payload));
    }

    /**
     * {@code {"total":…,"by_source":[{"value":…,"count":…},…],"by_type":…,"by_status":…,"by_repository":…}}, the most
     * frequent first.
     */
    public ObjectNode count(TenantId tenant, EventFilter filter) {
        Map<EventGroup, List<EventCount>> counts = events.count(tenant, filter, MOST_FREQUENT);
        ObjectNode result = Json.mapper().createObjectNode();
        result.put("total", total(counts.get(EventGroup.STATUS)));
        counts.forEach((group, values) -> {
            ArrayNode list = result.putArray("by_" + group.column());
            values.forEach(count -> list.addObject().put("value", count.value()).put("count", count.count()));
        });
        return result;
    }

    /** Every event has one of few statuses, so none of these counts was cut off. */
    private static long total(List<EventCount> byStatus) {
        return byStatus.stream().mapToLong(EventCount::count).sum();
    }

    private static ObjectNode describe(EventDetail event, PayloadView payload) {
        ObjectNode result = Json.mapper().createObjectNode();
        result.set("event", EventJson.of(event.summary()));
        result.put("content_type", event.contentType());
        result.put("traceparent", event.traceparent());
        payload.put(result, event);
        return result;
    }
}
