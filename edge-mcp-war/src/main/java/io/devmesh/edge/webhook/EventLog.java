package io.devmesh.edge.webhook;

import io.devmesh.shared.event.WebhookEvent;

/** The conveyor to the Worker, as durable as it is configured to be. */
@FunctionalInterface
interface EventLog {
    /** Returns once the event is safe; throws StreamUnavailableException where that is not known. */
    void publish(WebhookEvent event);
}
