package io.devmesh.benchmark.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for the terminal. */
public final class ReportTable {
    private final Report report;

    public ReportTable(Report report) {
        this.report = report;
    }

    public String text() {
        String rows = report.sections().stream().map(ReportTable::rows).collect(Collectors.joining("\n"));
        String verdicts = report.sections().stream()
                .flatMap(section -> section.comparisons().stream())
                .map(ReportTable::verdict)
                .collect(Collectors.joining());
        return "\n" + head() + rows + "\n" + verdicts;
    }

    private static String head() {
        return "%-44s %12s %12s %9s %9s %9s%n"
                .formatted("medians", "per second", "CPU µs each", "p50 ms", "p99 ms", "max ms");
    }

    private static String rows(Section section) {
        return section.series().stream().map(ReportTable::row).collect(Collectors.joining());
    }

    private static String row(Series series) {
        String latency = series.latency()
                .map(found -> String.format(Locale.ROOT, "%9.2f %9.2f %9.2f", found.p50(), found.p99(), found.max()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%-44s %,12.0f %12.1f %s%n",
                series.name(),
                series.perSecond(),
                series.cpuMicros(),
                latency);
    }

    private static String verdict(Comparison comparison) {
        List<Double> ratios = comparison.ratios();
        String target = comparison
                .target()
                .map(least -> String.format(
                        Locale.ROOT,
                        ", target %.2f: %s",
                        least,
                        comparison.isMet().orElseThrow() ? "met" : "NOT MET"))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s / %s: %.2f (rounds %.2f to %.2f; by CPU time %.2f)%s%n",
                comparison.product().name(),
                comparison.bare().name(),
                comparison.ratio(),
                Collections.min(ratios),
                Collections.max(ratios),
                comparison.cpuRatio(),
                target);
    }
}
