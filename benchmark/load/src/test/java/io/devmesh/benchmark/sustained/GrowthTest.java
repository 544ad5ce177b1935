package io.devmesh.benchmark.sustained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final Offset<Double> ROUNDING = within(1e-9);

    @Test
    void isTwoWhereAFigureGrowsEvenlyFromNothing() {
        assertThat(growth(second -> 3.0 * second)).isEqualTo(2, ROUNDING);
    }

    @Test
    void isNothingWhereAFigureStaysTheSameOrIsZero() {
        assertThat(growth(second -> 7)).isEqualTo(0, ROUNDING);
        assertThat(growth(second -> 0)).isZero();
    }

    @Test
    void isBelowNothingWhereAFigureFalls() {
        assertThat(growth(second -> 100 - second)).isNegative();
    }

    @Test
    void looksThroughJumps() {
        assertThat(growth(second -> second % 2 == 0 ? 50 : 150)).isEqualTo(0, within(0.05));
    }

    @Test
    void needsMoreThanOneSample() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Growth(List.of(new Growth.Point(1, 1))));
    }

    private static double growth(IntToDoubleFunction figure) {
        return new Growth(IntStream.rangeClosed(0, 100)
                        .mapToObj(second -> new Growth.Point(second, figure.applyAsDouble(second)))
                        .toList())
                .share();
    }
}
