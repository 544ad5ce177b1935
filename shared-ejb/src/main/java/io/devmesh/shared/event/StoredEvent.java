package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An event as its row will be.
 *
 * @param error why it is {@link EventStatus#DEAD}, for people; empty otherwise
 */
public record StoredEvent(WebhookEvent event, NormalizedEvent normalized, EventStatus status, Optional<String> error) {
    public StoredEvent {
        requireNonNull(event, "event is null");
        requireNonNull(normalized, "normalized is null");
        requireNonNull(status, "status is null");
        requireNonNull(error, "error is null");
    }

    /** As the door stores it while Redis is away; the Worker processes it later. */
    public static StoredEvent received(WebhookEvent event) {
        return new StoredEvent(event, NormalizedEvent.of(event), EventStatus.RECEIVED, Optional.empty());
    }

    public static StoredEvent processed(WebhookEvent event, NormalizedEvent normalized) {
        return new StoredEvent(event, normalized, EventStatus.PROCESSED, Optional.empty());
    }

    public static StoredEvent ignored(WebhookEvent event, NormalizedEvent normalized) {
        return new StoredEvent(event, normalized, EventStatus.IGNORED, Optional.empty());
    }

    public static StoredEvent dead(WebhookEvent event, String error) {
        return new StoredEvent(event, NormalizedEvent.of(event), EventStatus.DEAD, Optional.of(error));
    }
}
