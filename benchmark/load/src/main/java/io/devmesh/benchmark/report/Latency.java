package io.devmesh.benchmark.report;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long callers waited, in milliseconds. */
public record Latency(double p50, double p99, double p999, double max) {
    private static final double NANOS = Duration.ofMillis(1).toNanos();

    /**
     * From a histogram.
     *
     * @param nanos the waiting times
     */
    public static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getValueAtPercentile(50) / NANOS,
                nanos.getValueAtPercentile(99) / NANOS,
                nanos.getValueAtPercentile(99.9) / NANOS,
                nanos.getMaxValue() / NANOS);
    }
}
