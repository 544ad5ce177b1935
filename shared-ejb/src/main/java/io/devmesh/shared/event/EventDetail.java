package io.devmesh.shared.event;

/**
 * A whole row of {@code event}.
 *
 * @param body as received
 */
public record EventDetail(EventSummary summary, String contentType, String traceparent, byte[] body) {}
