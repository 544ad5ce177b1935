package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An event as its row will be.
 *
 * @param error why it is {@link EventStatus#DEAD} or {@link EventStatus#RETRYING}, for people; empty otherwise
 * @param data what the source's rules made of the body, a JSON object
 * @param waiting where it stands in the queue; empty once it is finished
 */
public record StoredEvent(
        WebhookEvent event,
        NormalizedEvent normalized,
        EventStatus status,
        Optional<String> error,
        Optional<String> data,
        Optional<Waiting> waiting) {
    public StoredEvent {
        requireNonNull(event, "event is null");
        requireNonNull(normalized, "normalized is null");
        requireNonNull(status, "status is null");
        requireNonNull(error, "error is null");
        requireNonNull(data, "data is null");
        if (status.isWaiting() != waiting.isPresent()) {
            throw new IllegalArgumentException("an event that is " + status.wire() + " with " + waiting);
        }
    }

    /** Stored first and processed later. */
    public static StoredEvent received(WebhookEvent event, Waiting waiting) {
        return new StoredEvent(
                event,
                NormalizedEvent.of(event),
                EventStatus.RECEIVED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(waiting));
    }

    public static StoredEvent processed(WebhookEvent event, NormalizedEvent normalized) {
        return finished(event, normalized, EventStatus.PROCESSED, Optional.empty());
    }

    public static StoredEvent ignored(WebhookEvent event, NormalizedEvent normalized) {
        return finished(event, normalized, EventStatus.IGNORED, Optional.empty());
    }

    public static StoredEvent dead(WebhookEvent event, String error) {
        return finished(event, NormalizedEvent.of(event), EventStatus.DEAD, Optional.of(error));
    }

    public static StoredEvent retrying(WebhookEvent event, String error, Waiting waiting) {
        return new StoredEvent(
                event,
                NormalizedEvent.of(event),
                EventStatus.RETRYING,
                Optional.of(error),
                Optional.empty(),
                Optional.of(waiting));
    }

    /** The same with what rules made of it. */
    public StoredEvent withData(String json) {
        return new StoredEvent(event, normalized, status, error, Optional.of(json), waiting);
    }

    private static StoredEvent finished(
            WebhookEvent event, NormalizedEvent normalized, EventStatus status, Optional<String> error) {
        return new StoredEvent(event, normalized, status, error, Optional.empty(), Optional.empty());
    }
}
