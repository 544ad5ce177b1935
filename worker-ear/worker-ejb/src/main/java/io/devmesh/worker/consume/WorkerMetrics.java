package io.devmesh.worker.consume;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
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

    WorkerMetrics() {
        this.stored = null;
        this.duplicate = null;
        this.quarantined = null;
        this.failures = null;
        this.batchSize = null;
        this.batchTime = null;
    }

    @Inject
    WorkerMetrics(MetricRegistry registry) {
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
