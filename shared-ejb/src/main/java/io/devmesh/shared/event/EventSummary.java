package io.devmesh.shared.event;

import java.time.Instant;
import java.util.Optional;

/** A row of {@code event} without its body. */
public record EventSummary(
        EventId id,
        String source,
        String provider,
        String deliveryId,
        String type,
        EventStatus status,
        NormalizedEvent normalized,
        Instant receivedAt,
        Instant storedAt,
        Optional<String> lastError) {}
