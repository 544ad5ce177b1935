package io.devmesh.benchmark.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterleavedTest {
    private final List<String> order = new ArrayList<>();

    @Test
    void takesRoundsInTurnsAndLeavesOutThoseThatWarmUp() {
        List<Series> series = new Interleaved(1, 2).run(List.of(new Noted("a"), new Noted("b")));

        assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(series).extracting(Series::name).containsExactly("a", "b");
        assertThat(series.getLast().rounds()).extracting(Round::number).containsExactly(1, 2);
    }

    private final class Noted implements Measured {
        private final String name;

        private Noted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Round round(int number) {
            order.add(name + number);
            return Round.of(number, 1, Duration.ofSeconds(1), Duration.ofMillis(1), Optional.empty());
        }
    }
}
