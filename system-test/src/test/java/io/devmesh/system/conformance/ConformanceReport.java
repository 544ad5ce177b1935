package io.devmesh.system.conformance;

import java.util.List;

/** All scenarios of one revision, required ones first. */
record ConformanceReport(String revision, List<Scenario> scenarios) {
    List<Scenario> required() {
        return scenarios.stream().filter(Scenario::required).toList();
    }

    Scenario scenario(String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the suite has no scenario " + name + " for " + revision));
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder("Conformance with " + revision + ": ")
                .append(required().stream().filter(Scenario::passes).count())
                .append(" of ")
                .append(required().size())
                .append(" required scenarios pass\n");
        for (Scenario scenario : scenarios) {
            text.append(scenario.passes() ? "\n  pass  " : "\n  FAIL  ")
                    .append(scenario.name())
                    .append(scenario.required() ? "" : " (not required)");
            scenario.checks().forEach(check -> text.append("\n          ").append(check));
        }
        return text.append('\n').toString();
    }
}
