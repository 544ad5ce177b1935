package io.devmesh.shared.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupGuardTest {
    @Test
    void namesEveryBadRecordAtOnce() {
        Settings settings = Settings.of(Map.of("A", "x", "B", "y", "C", "1"));

        List<String> problems = StartupGuard.problems(
                settings,
                List.of(s -> s.integer("A", 1, 1, 9), s -> s.integer("B", 1, 1, 9), s -> s.integer("C", 1, 1, 9)),
                new LinkedHashSet<>());

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).startsWith("A=");
        assertThat(problems.get(1)).startsWith("B=");
    }
}
