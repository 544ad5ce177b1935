package io.devmesh.worker.process;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;

/** Reads the payloads of one provider. A pure function of the event: no clock, no network, no database. */
public interface EventNormalizer {
    Provider provider();

    /** Never throws for what a provider, or whoever holds its secret, may send. */
    Normalization normalize(WebhookEvent event);
}
