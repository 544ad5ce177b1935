package io.devmesh.worker.inbox;

import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.StoredEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts attempts that failed. A batch that is done again after a Worker died counts again. */
@ApplicationScoped
public class OutcomeMetrics {
    private static final Metadata RETRIES = Metadata.builder()
            .withName("webhook_retry_attempts")
            .withDescription("Attempts at events that failed, and are tried again, by provider")
            .build();
    private static final Metadata DEAD = Metadata.builder()
            .withName("webhook_dlq_entries")
            .withDescription("Events that became dead letters, by provider")
            .build();

    private final MetricRegistry registry;

    OutcomeMetrics() {
        this(null);
    }

    @Inject
    OutcomeMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /** These are what they are now. */
    public void count(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            if (stored.status() == EventStatus.RETRYING) {
                count(RETRIES, stored);
            } else if (stored.status() == EventStatus.DEAD) {
                count(DEAD, stored);
            }
        }
    }

    private void count(Metadata metadata, StoredEvent stored) {
        registry.counter(metadata, new Tag("provider", stored.event().provider().wire()))
                .inc();
    }
}
