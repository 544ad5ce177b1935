package io.devmesh.benchmark.report;

import java.util.List;

/**
 * A figure that is not to be larger than something.
 *
 * @param name of the figure with its unit
 * @param rounds the figure in each of them
 * @param most that it may be
 */
public record Limit(String name, List<Double> rounds, double most) {
    public Limit {
        rounds = List.copyOf(rounds);
    }

    /** The median of the rounds. */
    public double value() {
        return Median.of(rounds.stream().mapToDouble(Double::doubleValue));
    }

    public boolean isMet() {
        return value() <= most;
    }
}
