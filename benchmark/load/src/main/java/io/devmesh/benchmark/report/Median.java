package io.devmesh.benchmark.report;

import java.util.stream.DoubleStream;

/** The middle one of some numbers, or the mean of the two in the middle. */
final class Median {
    private Median() {}

    /** NaN where there are none. */
    static double of(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
