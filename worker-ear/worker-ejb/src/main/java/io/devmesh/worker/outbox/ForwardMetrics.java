package io.devmesh.worker.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.jdbi.v3.core.JdbiException;

/** Counts what came of attempts, times requests, and measures what waits; NaN while PostgreSQL does not say. */
@ApplicationScoped
class ForwardMetrics {
    private static final Metadata FORWARDS = Metadata.builder()
            .withName("webhook_forwards")
            .withDescription("Attempts to forward an event by outcome: delivered, retried, dead")
            .build();

    private final OutboxRepository rows;
    private final MetricRegistry registry;
    private final Timer time;
    private volatile double pending = Double.NaN;
    private volatile double oldest = Double.NaN;

    ForwardMetrics() {
        this.rows = null;
        this.registry = null;
        this.time = null;
    }

    @Inject
    ForwardMetrics(OutboxRepository rows, MetricRegistry registry) {
        this.rows = rows;
        this.registry = registry;
        this.time = registry.timer(Metadata.builder()
                .withName("webhook_forward_time")
                .withDescription("Time from a request's begin to its answer or failure")
                .withUnit(MetricUnits.SECONDS)
                .build());
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_outbox_pending")
                        .withDescription("Forwards that were not delivered yet, of all Workers")
                        .build(),
                this,
                metrics -> metrics.pending);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_outbox_oldest_age")
                        .withDescription("For how long the oldest of them has waited")
                        .withUnit(MetricUnits.SECONDS)
                        .build(),
                this,
                metrics -> metrics.oldest);
    }

    void count(String outcome) {
        registry.counter(FORWARDS, new Tag("outcome", outcome)).inc();
    }

    Verdict time(Supplier<Verdict> request) {
        long start = System.nanoTime();
        Verdict verdict = request.get();
        time.update(Duration.ofNanos(System.nanoTime() - start));
        return verdict;
    }

    /** Called every few seconds. */
    void measure() {
        try {
            OutboxBacklog backlog = rows.backlog();
            pending = backlog.pending();
            oldest = backlog.oldestSeconds();
        } catch (JdbiException away) {
            pending = Double.NaN;
            oldest = Double.NaN;
        }
    }
}
