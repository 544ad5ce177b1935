package io.devmesh.worker.consume;

import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamStatus;
import io.devmesh.shared.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;

/** Measures the conveyor: what waits on it and what is under way. NaN while Redis does not say. */
@ApplicationScoped
class StreamGauges {
    private final RedisEventStream stream;
    private final Clock clock;
    private volatile double lag = Double.NaN;
    private volatile double pending = Double.NaN;
    private volatile double oldest = Double.NaN;

    StreamGauges() {
        this.stream = null;
        this.clock = null;
    }

    @Inject
    StreamGauges(RedisEventStream stream, ReadingTurn turn, Clock clock, MetricRegistry registry) {
        this.stream = stream;
        this.clock = clock;
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_queue_depth")
                        .withDescription("Entries on the stream that no consumer has had yet")
                        .build(),
                this,
                gauges -> gauges.lag);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_queue_pending")
                        .withDescription("Entries that were delivered and not yet acknowledged")
                        .build(),
                this,
                gauges -> gauges.pending);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_queue_oldest_pending_age")
                        .withDescription(
                                "How long ago the oldest entry was put onto the stream that is delivered and not yet"
                                        + " acknowledged")
                        .withUnit(MetricUnits.SECONDS)
                        .build(),
                this,
                gauges -> gauges.oldest);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_reading_turn")
                        .withDescription("1 where it is this Worker's turn to read the stream, 0 at the others")
                        .build(),
                turn,
                mine -> mine.isMine() ? 1 : 0);
    }

    /** Called every few seconds. Processed entries are deleted, so what is on the stream and not pending is the lag. */
    void measure() {
        try {
            StreamStatus status = stream.status();
            lag = Math.max(0, status.length() - status.pending());
            pending = status.pending();
            oldest = status.oldestPending().map(this::age).orElse(0.0);
        } catch (StreamUnavailableException away) {
            lag = Double.NaN;
            pending = Double.NaN;
            oldest = Double.NaN;
        }
    }

    private double age(Instant moment) {
        return Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
    }
}
