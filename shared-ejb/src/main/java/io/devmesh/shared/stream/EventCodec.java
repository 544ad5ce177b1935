package io.devmesh.shared.stream;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A webhook event as the fields of a stream entry: {@code event_id, event_type, repo_name, sender_name, payload,
 * auth_context, timestamp, metadata}. The last two contexts are JSON objects and never hold a secret.
 */
public final class EventCodec {
    private static final String EVENT_ID = "event_id";
    private static final String EVENT_TYPE = "event_type";
    private static final String REPO_NAME = "repo_name";
    private static final String SENDER_NAME = "sender_name";
    private static final String PAYLOAD = "payload";
    private static final String AUTH_CONTEXT = "auth_context";
    private static final String TIMESTAMP = "timestamp";
    private static final String METADATA = "metadata";

    private EventCodec() {}

    public static Map<String, byte[]> encode(WebhookEvent event) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put(EVENT_ID, bytes(event.id().toString()));
        fields.put(EVENT_TYPE, bytes(event.type()));
        fields.put(REPO_NAME, bytes(event.repository().orElse("")));
        fields.put(SENDER_NAME, bytes(event.actor().orElse("")));
        fields.put(PAYLOAD, event.body());
        fields.put(
                AUTH_CONTEXT,
                json(Map.of(
                        "tenant_id", event.tenant().toString(),
                        "principal_id", event.source().value(),
                        "principal_type", "webhook_source")));
        fields.put(TIMESTAMP, bytes(event.receivedAt().toString()));
        fields.put(
                METADATA,
                json(Map.of(
                        "source", event.source().value(),
                        "provider", event.provider().wire(),
                        "delivery_id", event.deliveryId().value(),
                        "content_type", event.contentType(),
                        "traceparent", event.traceparent())));
        return fields;
    }

    /** Throws UndecodableEntryException, which says what is wrong, where the fields are not what {@link #encode} makes. */
    public static WebhookEvent decode(Map<String, byte[]> fields) throws UndecodableEntryException {
        try {
            JsonNode auth = Json.mapper().readTree(required(fields, AUTH_CONTEXT));
            JsonNode metadata = Json.mapper().readTree(required(fields, METADATA));
            return new WebhookEvent(
                    EventId.parse(text(fields, EVENT_ID)),
                    TenantId.parse(required(auth, "tenant_id")),
                    new SourceName(required(metadata, "source")),
                    Provider.ofWire(required(metadata, "provider")),
                    new DeliveryId(required(metadata, "delivery_id")),
                    text(fields, EVENT_TYPE),
                    optionalText(fields, REPO_NAME),
                    optionalText(fields, SENDER_NAME),
                    Instant.parse(text(fields, TIMESTAMP)),
                    required(metadata, "content_type"),
                    required(metadata, "traceparent"),
                    required(fields, PAYLOAD));
        } catch (JacksonException notJson) {
            throw new UndecodableEntryException("auth_context or metadata is not JSON", notJson);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new UndecodableEntryException(malformed.getMessage(), malformed);
        }
    }

    /** Whose the entry is, where at least that can be read. */
    public static Optional<TenantId> tenant(Map<String, byte[]> fields) {
        try {
            return Optional.of(
                    TenantId.parse(required(Json.mapper().readTree(required(fields, AUTH_CONTEXT)), "tenant_id")));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Where it came from; empty where that cannot be read. */
    public static Optional<SourceName> source(Map<String, byte[]> fields) {
        try {
            return Optional.of(new SourceName(required(Json.mapper().readTree(required(fields, METADATA)), "source")));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] required(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field " + name + " is missing");
        }
        return value;
    }

    private static String required(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.stringValue();
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(required(fields, name), StandardCharsets.UTF_8);
    }

    private static Optional<String> optionalText(Map<String, byte[]> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }

    private static byte[] json(Map<String, String> object) {
        return Json.mapper().writeValueAsBytes(object);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
