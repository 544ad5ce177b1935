package io.devmesh.system.conformance;

import io.devmesh.system.conformance.Check.Status;
import java.util.List;

/**
 * What the suite found in one scenario.
 *
 * @param required by the revision, which the suite scores; others run beside them
 */
record Scenario(String name, boolean required, List<Check> checks) {
    /** Nothing failed, and nothing that the specification advises was missing. */
    boolean passes() {
        return complaints().isEmpty();
    }

    /** What the suite says the specification forbids or advises against. */
    List<String> complaints() {
        return checks.stream()
                .filter(check -> check.status() == Status.FAILURE || check.status() == Status.WARNING)
                .map(check -> name + " " + check)
                .toList();
    }

    List<String> successes() {
        return checks.stream()
                .filter(check -> check.status() == Status.SUCCESS)
                .map(Check::id)
                .distinct()
                .toList();
    }
}
