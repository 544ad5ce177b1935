package io.devmesh.shared.event;

import java.util.Locale;

/** Where an event is in its life; docs/event-lifecycle.md draws it. */
public enum EventStatus {
    /** Stored as it came, not processed yet. */
    RECEIVED,
    /** Normalized. */
    PROCESSED,
    /** Stored, but of a type that no processor knows. */
    IGNORED,
    /** Stored, but its body cannot be read as what the provider sends; {@code last_error} says why. */
    DEAD;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws IllegalArgumentException for any other word. */
    public static EventStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
