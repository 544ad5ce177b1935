package io.devmesh.shared.event;

import java.time.Instant;

/** The times that an event may have, and be looked for by: PostgreSQL's begin later than Java's, and end earlier. */
public final class EventTime {
    public static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private EventTime() {}
}
