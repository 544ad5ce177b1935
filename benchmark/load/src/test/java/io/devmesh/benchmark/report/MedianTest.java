package io.devmesh.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheOneInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(9, 1, 2))).isEqualTo(2);
    }

    @Test
    void isTheMeanOfTheTwoInTheMiddle() {
        assertThat(Median.of(DoubleStream.of(4, 1, 2, 100))).isEqualTo(3);
    }

    @Test
    void thereIsNoneOfNothing() {
        assertThat(Median.of(DoubleStream.empty())).isNaN();
    }
}
