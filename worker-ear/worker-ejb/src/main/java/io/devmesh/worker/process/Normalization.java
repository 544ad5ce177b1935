package io.devmesh.worker.process;

import io.devmesh.shared.event.NormalizedEvent;

/** What became of an attempt to normalize a payload. */
public sealed interface Normalization {
    /** The event is of a type that the provider's package knows. */
    record Known(NormalizedEvent event) implements Normalization {}

    /** The payload is readable, but its type is not known; {@code event} holds what could be read anyway. */
    record Unknown(NormalizedEvent event) implements Normalization {}

    /** The payload is not what the provider sends; {@code reason} is for people and quotes nothing of it. */
    record Unreadable(String reason) implements Normalization {}
}
