package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitField;
import io.devmesh.shared.limit.LimitOverride;
import java.util.stream.Collectors;

/** Limits for people. */
final class LimitText {
    private LimitText() {}

    /** As the options of {@code devmesh limit set} that make them. */
    static String of(LimitOverride limits) {
        return limits.values().entrySet().stream()
                .map(value -> option(value.getKey()) + " " + value.getValue())
                .collect(Collectors.joining(" "));
    }

    static String option(LimitField field) {
        return "--" + field.wire().replace('_', '-');
    }
}
