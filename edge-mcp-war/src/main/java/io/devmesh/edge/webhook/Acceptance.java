package io.devmesh.edge.webhook;

import io.devmesh.shared.event.EventId;
import java.time.Duration;

/** What the door says to a delivery. */
sealed interface Acceptance {
    /** It is stored where it will not be lost. */
    record Accepted(EventId id) implements Acceptance {}

    /** It only asked whether somebody is here; nothing was stored. */
    record Challenged(String answer) implements Acceptance {}

    record UnknownSource() implements Acceptance {}

    /** Unsigned, or signed with another secret; nothing was stored. */
    record Unauthentic() implements Acceptance {}

    record Bad(String reason) implements Acceptance {}

    /** Neither Redis nor PostgreSQL confirmed it, or too much waits already; the provider may send it again. */
    record Unavailable(Duration retryAfter) implements Acceptance {}
}
