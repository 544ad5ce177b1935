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
        return "\n" + rates() + memories();
    }

    private String rates() {
        List<Section.Rates> sections = of(Section.Rates.class);
        if (sections.isEmpty()) {
            return "";
        }
        String rows = sections.stream()
                .filter(section -> !section.series().isEmpty())
                .map(ReportTable::rows)
                .collect(Collectors.joining("\n"));
        String verdicts = sections.stream().map(ReportTable::verdicts).collect(Collectors.joining());
        return head() + rows + "\n" + verdicts;
    }

    private String memories() {
        return of(Section.Memory.class).stream()
                .map(memory -> "%nmemory for %,d %s, MiB%n".formatted(memory.count(), memory.unit())
                        + memory.footprints().stream().map(ReportTable::row).collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private <S extends Section> List<S> of(Class<S> kind) {
        return report.sections().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static String row(Footprint footprint) {
        return switch (footprint) {
            case Footprint.Measured measured ->
                String.format(
                        Locale.ROOT,
                        "%-52s %12.1f (rounds %.1f to %.1f; %.0f before)%n",
                        measured.name(),
                        measured.median(),
                        Collections.min(measured.mebibytes()),
                        Collections.max(measured.mebibytes()),
                        measured.before());
            case Footprint.Skipped skipped ->
                String.format(Locale.ROOT, "%-52s %12s (%s)%n", skipped.name(), "-", skipped.reason());
        };
    }

    private static String head() {
        return "%-52s %12s %12s %9s %9s %9s %9s %9s%n"
                .formatted("medians", "per second", "CPU µs each", "MB/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
    }

    private static String rows(Section.Rates section) {
        return section.series().stream().map(ReportTable::row).collect(Collectors.joining());
    }

    private static String row(Series series) {
        String latency = series.latency()
                .map(found -> String.format(
                        Locale.ROOT, "%9.2f %9.2f %9.2f %9.2f", found.p50(), found.p99(), found.p999(), found.max()))
                .orElse("");
        String megabytes = series.megabytesPerSecond()
                .map(found -> String.format(Locale.ROOT, "%9.1f", found))
                .orElse(" ".repeat(9));
        return String.format(
                Locale.ROOT,
                "%-52s %,12.0f %12.1f %s %s%n",
                series.name(),
                series.perSecond(),
                series.cpuMicros(),
                megabytes,
                latency);
    }

    private static String verdicts(Section.Rates section) {
        String ratios = section.comparisons().stream().map(ReportTable::verdict).collect(Collectors.joining());
        String limits = section.limits().stream().map(ReportTable::verdict).collect(Collectors.joining());
        String skipped = section.skipped().entrySet().stream()
                .map(one -> "%s: skipped (%s)%n".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining());
        return ratios + limits + skipped;
    }

    private static String verdict(Limit limit) {
        return String.format(
                Locale.ROOT,
                "%s: %.2f (rounds %.2f to %.2f), at most %.2f: %s%n",
                limit.name(),
                limit.value(),
                Collections.min(limit.rounds()),
                Collections.max(limit.rounds()),
                limit.most(),
                limit.isMet() ? "met" : "NOT MET");
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
