package io.devmesh.worker.outbox;

import io.devmesh.shared.source.SigningSecret;
import io.devmesh.shared.source.TargetUrl;

/**
 * One request to a target.
 *
 * @param id of the outbox's row, by which a receiver knows what it has had before
 * @param traceparent of the event's trace, with a span of our own
 */
record ForwardRequest(TargetUrl url, SigningSecret secret, String id, String traceparent, byte[] body) {}
