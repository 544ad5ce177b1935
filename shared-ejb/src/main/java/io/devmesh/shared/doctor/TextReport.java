package io.devmesh.shared.doctor;

import java.util.stream.Collectors;

/** A line for what is well, a block for what is not. */
record TextReport(Report report) {
    @Override
    public String toString() {
        int width = report.findings().stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        String findings =
                report.findings().stream().map(finding -> text(finding, width)).collect(Collectors.joining("\n"));
        return findings + "\n" + verdict() + "\n";
    }

    private static String text(Finding finding, int width) {
        String head = "%-7s  %-" + width + "s  ";
        String start = head.formatted(finding.severity(), finding.subject());
        if (finding.severity() == Severity.OK) {
            return start + finding.seen();
        }
        String indent = "\n" + head.formatted("", "");
        String block = start + finding.meaning() + indent + "seen:   " + finding.seen();
        return (finding.change().isEmpty() ? block : block + indent + "change: " + finding.change()) + indent
                + "code:   " + finding.code();
    }

    private String verdict() {
        long errors = count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        return errors == 0 && warnings == 0
                ? "All is well."
                : errors
                        + (errors == 1 ? " error, " : " errors, ")
                        + warnings
                        + (warnings == 1 ? " warning." : " warnings.");
    }

    private long count(Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
