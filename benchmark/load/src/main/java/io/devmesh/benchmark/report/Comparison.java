package io.devmesh.benchmark.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two series whose rounds were taken in turns.
 *
 * @param target what the ratio is to be at least, where there is one
 */
public record Comparison(Series product, Series bare, Optional<Double> target) {
    public Comparison {
        if (product.rounds().size() != bare.rounds().size()) {
            throw new IllegalArgumentException("not the same number of rounds");
        }
    }

    /** The product's rate over the bare one's, round by round: what disturbs one round disturbs both of it, mostly. */
    public List<Double> ratios() {
        return IntStream.range(0, product.rounds().size())
                .mapToObj(i -> product.rounds().get(i).perSecond()
                        / bare.rounds().get(i).perSecond())
                .toList();
    }

    /** The median of {@link #ratios}. */
    public double ratio() {
        return Median.of(ratios().stream().mapToDouble(Double::doubleValue));
    }

    /** The bare one's processor time for each operation over the product's: the same ratio, by another clock. */
    public double cpuRatio() {
        return bare.cpuMicros() / product.cpuMicros();
    }

    public Optional<Boolean> isMet() {
        return target.map(least -> ratio() >= least);
    }
}
