package io.devmesh.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportTest {
    private final Report report = report();

    @Test
    void jsonHasEveryRoundAndTheVerdict() {
        JsonNode json = report.toJson();

        assertThat(json.at("/machine/processors").intValue()).isPositive();
        assertThat(json.at("/parameters/rounds").stringValue()).isEqualTo("1");
        JsonNode tools = json.at("/benchmarks/0");
        assertThat(tools.at("/series/0/rounds/0/per_second").doubleValue()).isEqualTo(50);
        assertThat(tools.at("/series/0/rounds/0/milliseconds/p99").doubleValue())
                .isEqualTo(2);
        assertThat(tools.at("/series/0/rounds/0/cpu_microseconds").doubleValue())
                .isEqualTo(20);
        assertThat(tools.at("/comparisons/0/ratio").doubleValue()).isEqualTo(0.5);
        assertThat(tools.at("/comparisons/0/met").booleanValue()).isTrue();
    }

    @Test
    void tableHasAllSeriesAndTheVerdict() {
        assertThat(new ReportTable(report).text())
                .contains("echo  ", "bare  ", "echo / bare: 0.50", "target 0.50: met");
    }

    @Test
    void memoryIsInBothAsIsWhatCouldNotBeMeasured() {
        JsonNode streams = report.toJson().at("/benchmarks/1");

        assertThat(streams.at("/footprints/0/median_mebibytes").doubleValue()).isEqualTo(20);
        assertThat(streams.at("/footprints/1/skipped").stringValue()).isEqualTo("answered 405");
        assertThat(new ReportTable(report).text())
                .contains(
                        "memory for 1,000 open streams, MiB",
                        "20.0 (rounds 10.0 to 30.0; 100 before)",
                        "(answered 405)");
    }

    private static Report report() {
        Series echo = series("echo", 50);
        Series bare = series("bare", 100);
        Section.Rates tools = new Section.Rates(
                "tools", "requests", List.of(echo, bare), List.of(new Comparison(echo, bare, Optional.of(0.5))));
        Section streams = new Section.Memory(
                "streams",
                1_000,
                "open streams",
                List.of(
                        new Footprint.Measured("ours", 100, List.of(30.0, 10.0, 20.0)),
                        new Footprint.Skipped("other", "answered 405")));
        return new Report(
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                Machine.here(),
                Map.of(),
                Map.of("rounds", "1"),
                List.of(tools, streams));
    }

    private static Series series(String name, int answers) {
        Optional<Latency> latency = Optional.of(new Latency(1, 2, 3));
        Duration cpu = Duration.ofNanos(20_000L * answers);
        return new Series(name, List.of(Round.of(1, answers, Duration.ofSeconds(1), cpu, latency)));
    }
}
