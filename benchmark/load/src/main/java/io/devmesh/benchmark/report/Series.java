package io.devmesh.benchmark.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of the same thing.
 *
 * @param name of what was measured
 * @param rounds in order
 */
public record Series(String name, List<Round> rounds) {
    public Series {
        rounds = List.copyOf(rounds);
    }

    public double perSecond() {
        return median(Round::perSecond);
    }

    public double cpuMicros() {
        return median(Round::cpuMicros);
    }

    /** Of bodies, where their bytes were counted. */
    public Optional<Double> megabytesPerSecond() {
        return rounds.stream().allMatch(round -> round.bodyBytes() > 0)
                ? Optional.of(median(Round::megabytesPerSecond))
                : Optional.empty();
    }

    /** The median of each figure by itself. */
    public Optional<Latency> latency() {
        return rounds.stream().allMatch(round -> round.latency().isPresent())
                ? Optional.of(new Latency(
                        median(round -> round.latency().orElseThrow().p50()),
                        median(round -> round.latency().orElseThrow().p99()),
                        median(round -> round.latency().orElseThrow().p999()),
                        median(round -> round.latency().orElseThrow().max())))
                : Optional.empty();
    }

    private double median(ToDoubleFunction<Round> figure) {
        return Median.of(rounds.stream().mapToDouble(figure));
    }
}
