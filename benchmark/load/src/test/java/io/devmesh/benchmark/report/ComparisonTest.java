package io.devmesh.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** A neighbour that halves both rates in the second round changes no ratio. */
    private final Series product = series("product", 60, 40, 90);

    private final Series bare = series("bare", 100, 50, 100);

    @Test
    void ratioIsTheMedianOfTheRoundsRatios() {
        Comparison comparison = new Comparison(product, bare, Optional.of(0.7));

        assertThat(comparison.ratios()).containsExactly(0.6, 0.8, 0.9);
        assertThat(comparison.ratio()).isCloseTo(0.8, within(1e-9));
        assertThat(comparison.isMet()).contains(true);
    }

    @Test
    void targetIsMissedBelowIt() {
        assertThat(new Comparison(product, bare, Optional.of(0.81)).isMet()).contains(false);
        assertThat(new Comparison(product, bare, Optional.empty()).isMet()).isEmpty();
    }

    @Test
    void refusesSeriesThatWereNotTakenInTurns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Comparison(product, series("bare", 1), Optional.empty()));
    }

    private static Series series(String name, int... perSecond) {
        return new Series(
                name,
                IntStream.range(0, perSecond.length)
                        .mapToObj(i -> Round.of(
                                i + 1, perSecond[i], Duration.ofSeconds(1), Duration.ofMillis(1), Optional.empty()))
                        .toList());
    }
}
