package io.devmesh.bridge;

import java.time.Duration;
import java.util.Optional;

/**
 * A server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 *
 * @param id where to resume after it
 * @param data empty for an event that only tells the other two
 * @param retry how long to wait before resuming
 */
record SseEvent(Optional<String> id, String data, Optional<Duration> retry) {}
