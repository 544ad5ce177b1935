package io.devmesh.edge.webhook;

import io.devmesh.shared.source.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/** Counts deliveries by outcome and times the door. */
@ApplicationScoped
class WebhookMetrics {
    private static final Metadata RECEIVED = Metadata.builder()
            .withName("webhook_events_received")
            .withDescription(
                    "Deliveries by outcome: stream, database, challenge, unauthentic, bad, unavailable, backpressure")
            .build();
    private static final Metadata REQUESTS = Metadata.builder()
            .withName("webhook_requests")
            .withDescription("Time to answer a delivery, by HTTP status")
            .withUnit(MetricUnits.SECONDS)
            .build();

    private final MetricRegistry registry;

    WebhookMetrics() {
        this(null);
    }

    @Inject
    WebhookMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void count(Provider provider, String outcome) {
        registry.counter(RECEIVED, new Tag("provider", provider.wire()), new Tag("outcome", outcome))
                .inc();
    }

    void time(int status, Duration duration) {
        registry.timer(REQUESTS, new Tag("status", Integer.toString(status))).update(duration);
    }
}
