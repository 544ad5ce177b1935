package io.devmesh.shared.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code event_history}: something that was done to an event.
 *
 * @param status what the event was afterwards
 * @param error why, where it failed
 * @param actor the Worker, the door or the operator that did it
 */
public record EventAttempt(int number, Instant at, EventStatus status, Optional<String> error, String actor) {}
