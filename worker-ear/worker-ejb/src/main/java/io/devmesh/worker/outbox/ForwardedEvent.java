package io.devmesh.worker.outbox;

import io.devmesh.shared.event.EventSummary;
import java.util.Optional;

/**
 * What is sent of an event.
 *
 * @param body as received, or as an operator edited it
 * @param data what the source's rules made of the body, as JSON
 */
record ForwardedEvent(
        EventSummary summary, String contentType, String traceparent, byte[] body, Optional<String> data) {}
