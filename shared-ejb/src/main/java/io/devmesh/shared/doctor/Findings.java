package io.devmesh.shared.doctor;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found about one subject. */
final class Findings {
    private final String subject;
    private final List<Finding> all = new ArrayList<>();

    Findings(String subject) {
        this.subject = subject;
    }

    void ok(Code code, String seen) {
        add(Severity.OK, code, seen, "", "");
    }

    void info(Code code, String seen, String meaning, String change) {
        add(Severity.INFO, code, seen, meaning, change);
    }

    void warning(Code code, String seen, String meaning, String change) {
        add(Severity.WARNING, code, seen, meaning, change);
    }

    void error(Code code, String seen, String meaning, String change) {
        add(Severity.ERROR, code, seen, meaning, change);
    }

    private void add(Severity severity, Code code, String seen, String meaning, String change) {
        all.add(new Finding(severity, subject, code, seen, meaning, change));
    }

    boolean hasError() {
        return all.stream().anyMatch(Finding::isError);
    }

    boolean has(Code code) {
        return all.stream().anyMatch(finding -> finding.code() == code);
    }

    List<Finding> list() {
        return List.copyOf(all);
    }
}
