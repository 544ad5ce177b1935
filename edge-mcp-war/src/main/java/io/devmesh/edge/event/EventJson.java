package io.devmesh.edge.event;

import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An event as agents read it; what is not known is left out. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(EventSummary event) {
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

    private static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }
}
