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

    @Test
    void limitsAreInBothWithTheirVerdict() {
        JsonNode limits = report.toJson().at("/benchmarks/0/limits");

        assertThat(limits.at("/0/value").doubleValue()).isEqualTo(2);
        assertThat(limits.at("/0/met").booleanValue()).isTrue();
        assertThat(limits.at("/1/met").booleanValue()).isFalse();
        assertThat(new ReportTable(report).text())
                .contains("echo p99 ms: 2.00 (rounds 1.00 to 9.00), at most 2.00: met", "at most 2.00: NOT MET");
    }

    @Test
    void whatWasSkippedIsNamedInBothWithTheReason() {
        assertThat(report.toJson().at("/benchmarks/0/skipped/other").stringValue())
                .isEqualTo("npm is not in PATH");
        assertThat(new ReportTable(report).text()).contains("other: skipped (npm is not in PATH)");
    }

    @Test
    void megabytesAreThereWhereBodiesWereCounted() {
        assertThat(report.toJson()
                        .at("/benchmarks/0/series/0/median_megabytes_per_second")
                        .doubleValue())
                .isEqualTo(25);
        assertThat(report.toJson().at("/benchmarks/0/series/1").has("median_megabytes_per_second"))
                .isFalse();
    }

    private static Report report() {
        Series echo = moving(series("echo", 50), 25_000_000);
        Series bare = series("bare", 100);
        Section.Rates tools = new Section.Rates(
                "tools",
                "requests",
                List.of(echo, bare),
                List.of(new Comparison(echo, bare, Optional.of(0.5))),
                List.of(new Limit("echo p99 ms", List.of(1.0, 2.0, 9.0), 2), new Limit("bare p99 ms", List.of(3.0), 2)),
                Map.of("other", "npm is not in PATH"));
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

    private static Series moving(Series series, long bytes) {
        return new Series(
                series.name(),
                series.rounds().stream().map(round -> round.moving(bytes)).toList());
    }

    private static Series series(String name, int answers) {
        Optional<Latency> latency = Optional.of(new Latency(1, 2, 3, 4));
        Duration cpu = Duration.ofNanos(20_000L * answers);
        return new Series(name, List.of(Round.of(1, answers, Duration.ofSeconds(1), cpu, latency)));
    }
}
