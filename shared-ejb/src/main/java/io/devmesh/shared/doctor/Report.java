package io.devmesh.shared.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a doctor found, in the order in which it was found. */
public record Report(List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    /** OK where nothing was found at all. */
    public Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /** For scripts: 0 unless something does not work, then 1. */
    public int exitCode() {
        return worst() == Severity.ERROR ? 1 : 0;
    }

    /** The first thing that does not work: what comes after it may follow from it. */
    public Optional<Finding> firstError() {
        return findings.stream().filter(Finding::isError).findFirst();
    }

    public Optional<Finding> find(Code code) {
        return findings.stream().filter(finding -> finding.code() == code).findFirst();
    }

    /** For people. */
    public String text() {
        return new TextReport(this).toString();
    }

    /** For machines: {@code {"worst": "error", "findings": [{"severity", "subject", "code", "seen", "meaning", "change"}]}}. */
    public String json() {
        return new JsonReport(this).toString();
    }
}
