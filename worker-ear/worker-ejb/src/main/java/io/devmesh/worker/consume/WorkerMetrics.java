package io.devmesh.worker.consume;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.OutcomeMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Counts what became of entries, and times batches. */
@ApplicationScoped
class WorkerMetrics {
    private static final Metadata PROCESSED = Metadata.builder()
            .withName("webhook_events_processed")
            .withDescription("Entries taken off the stream by outcome: stored, duplicate, quarantined")
            .build();

    private final Counter stored;
    private final Counter duplicate;
    private final Counter quarantined;
    private final Counter failures;
    private final Histogram batchSize;
    private final Timer batchTime;
    private final Timer queueWait;
    private final Timer acknowledge;
    private final Counter takeOvers;
    private final OutcomeMetrics outcomes;
    private final Clock clock;

    WorkerMetrics() {
        this.queueWait = null;
        this.acknowledge = null;
        this.takeOvers = null;
        this.outcomes = null;
        this.clock = null;
        this.stored = null;
        this.duplicate = null;
        this.quarantined = null;
        this.failures = null;
        this.batchSize = null;
        this.batchTime = null;
    }

    @Inject
    WorkerMetrics(MetricRegistry registry, OutcomeMetrics outcomes, Clock clock) {
        this.outcomes = outcomes;
        this.clock = clock;
        this.queueWait = registry.timer(Metadata.builder()
                .withName("webhook_queue_wait")
                .withDescription("Time from an event's arrival at the door to the begin of its batch")
                .withUnit(MetricUnits.SECONDS)
                .build());
        this.acknowledge = registry.timer(Metadata.builder()
                .withName("webhook_acknowledge")
                .withDescription("Time from a batch's commit until its entries are off the stream")
                .withUnit(MetricUnits.SECONDS)
                .build());
        this.takeOvers = registry.counter(Metadata.builder()
                .withName("webhook_takeovers")
                .withDescription("Entries taken over that were in somebody's hands before")
                .build());
        this.stored = registry.counter(PROCESSED, new Tag("outcome", "stored"));
        this.duplicate = registry.counter(PROCESSED, new Tag("outcome", "duplicate"));
        this.quarantined = registry.counter(PROCESSED, new Tag("outcome", "quarantined"));
        this.failures = registry.counter(Metadata.builder()
                .withName("worker_batch_failures")
                .withDescription("Batches left pending because Redis or PostgreSQL did not do what was asked")
                .build());
        this.batchSize = registry.histogram(Metadata.builder()
                .withName("worker_batch_size")
                .withDescription("Entries in one transaction")
                .build());
        this.batchTime = registry.timer(Metadata.builder()
                .withName("webhook_event_processing")
                .withDescription("Time from a batch's delivery to its commit")
                .withUnit(MetricUnits.SECONDS)
                .build());
    }

    void time(int entries, Runnable work) {
        long start = System.nanoTime();
        work.run();
        batchTime.update(Duration.ofNanos(System.nanoTime() - start));
        batchSize.update(entries);
    }

    void waited(List<Arrival> batch) {
        Instant now = clock.instant();
        for (Arrival arrival : batch) {
            Duration waited = Duration.between(arrival.event().receivedAt(), now);
            queueWait.update(waited.isNegative() ? Duration.ZERO : waited);
        }
    }

    void outcomes(List<StoredEvent> events) {
        outcomes.count(events);
    }

    void acknowledging(Runnable work) {
        acknowledge.time(work);
    }

    void takenOver(int entries) {
        takeOvers.inc(entries);
    }

    void stored(int events, int newRows) {
        stored.inc(newRows);
        duplicate.inc((long) events - newRows);
    }

    void quarantined() {
        quarantined.inc();
    }

    void failed() {
        failures.inc();
    }
}
