package io.devmesh.worker.inbox;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.stream.EntryId;
import java.util.Optional;

/**
 * An event as it came over the stream.
 *
 * @param size in bytes, of its entry
 * @param orderKey empty where it is in no order
 */
public record Arrival(EntryId entry, WebhookEvent event, long size, Optional<String> orderKey) {}
