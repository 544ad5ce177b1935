package io.devmesh.shared.event;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an event is in its life; docs/event-lifecycle.md draws it. */
public enum EventStatus {
    /** Stored as it came, not processed yet. */
    RECEIVED,
    /** Normalized, with its effects. */
    PROCESSED,
    /** Stored, but of a type that no processor knows; or dead, and an operator wants no more of it. */
    IGNORED,
    /** An attempt failed, and another will be made; {@code last_error} says why. */
    RETRYING,
    /** Stored, but it cannot be processed; {@code last_error} says why. */
    DEAD,
    /** An operator wants it processed again. */
    REPLAYED;

    /** What an event can be when its row is made. */
    public static final Set<EventStatus> FIRST = EnumSet.of(RECEIVED, PROCESSED, IGNORED, RETRYING, DEAD);

    private static final Set<EventStatus> OUTCOMES = EnumSet.of(PROCESSED, IGNORED, RETRYING, DEAD);

    /** Whether it waits for a Worker, in a row of {@code event_work}. */
    public boolean isWaiting() {
        return this == RECEIVED || this == RETRYING || this == REPLAYED;
    }

    /** Whether an event of this status may be of {@code next} afterwards. */
    public boolean canBecome(EventStatus next) {
        return switch (this) {
            case RECEIVED, RETRYING, REPLAYED -> OUTCOMES.contains(next);
            case DEAD -> next == REPLAYED || next == IGNORED;
            // An event that begins so has its one attempt in its own row (JdbcEventInsert), which counts on that.
            case PROCESSED, IGNORED -> false;
        };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws IllegalArgumentException for any other word. */
    public static EventStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
