package io.devmesh.shared.event;

import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An event as agents and operators read it; what is not known is left out. */
public final class EventJson {
    private EventJson() {}

    public static ObjectNode of(EventSummary event) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", event.id().toString());
        json.put("source", event.source());
        json.put("provider", event.provider());
        json.put("type", event.type());
        json.put("status", event.status().wire());
        NormalizedEvent normalized = event.normalized();
        put(json, "repository", normalized.repository());
        put(json, "actor", normalized.actor());
        put(json, "ref", normalized.ref());
        put(json, "subject", normalized.subject());
        put(json, "action", normalized.action());
        put(json, "url", normalized.url());
        put(json, "occurred_at", normalized.occurredAt());
        json.put("received_at", event.receivedAt().toString());
        json.put("delivery_id", event.deliveryId());
        put(json, "last_error", event.lastError());
        return json;
    }

    /**
     * {@code {"events":[…],"next_cursor":…}}.
     *
     * @param found one more than {@code limit} where there is a next page
     */
    public static ObjectNode page(List<EventSummary> found, int limit) {
        List<EventSummary> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode list = result.putArray("events");
        page.stream().map(EventJson::of).forEach(list::add);
        if (found.size() > limit) {
            EventSummary last = page.getLast();
            result.put(
                    "next_cursor", new EventCursor(last.receivedAt(), last.id().value()).encode());
        }
        return result;
    }

    private static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }
}
