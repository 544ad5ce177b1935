package io.devmesh.edge.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Shows what the door goes by when it turns deliveries away. */
@ApplicationScoped
class WebhookGauges {
    private final MetricRegistry registry;
    private final Backpressure backpressure;

    WebhookGauges() {
        this(null, null);
    }

    @Inject
    WebhookGauges(MetricRegistry registry, Backpressure backpressure) {
        this.registry = registry;
        this.backpressure = backpressure;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application) {
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_backlog")
                        .withDescription("Entries on the stream as the door sees them, those under way included")
                        .build(),
                backpressure,
                Backpressure::backlog);
    }
}
