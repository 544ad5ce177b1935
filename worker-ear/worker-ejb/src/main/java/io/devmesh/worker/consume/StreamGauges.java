package io.devmesh.worker.consume;

import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Measures the conveyor: what waits on it and what is under way. NaN while Redis does not say. */
@ApplicationScoped
class StreamGauges {
    private final RedisEventStream stream;
    private volatile double lag = Double.NaN;
    private volatile double pending = Double.NaN;

    StreamGauges() {
        this.stream = null;
    }

    @Inject
    StreamGauges(RedisEventStream stream, MetricRegistry registry) {
        this.stream = stream;
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
    }

    /** Called every few seconds. Processed entries are deleted, so what is on the stream and not pending is the lag. */
    void measure() {
        try {
            long underWay = stream.pending();
            lag = Math.max(0, stream.length() - underWay);
            pending = underWay;
        } catch (StreamUnavailableException away) {
            lag = Double.NaN;
            pending = Double.NaN;
        }
    }
}
