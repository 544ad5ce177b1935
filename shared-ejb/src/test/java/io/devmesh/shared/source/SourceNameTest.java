package io.devmesh.shared.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNameTest {
    @Test
    void takesWhatFitsIntoAUrlAsItIs() {
        assertThat(new SourceName("team-a.github_2")).hasToString("team-a.github_2");
    }

    @Test
    void hasUpTo64Characters() {
        assertThat(SourceName.isValid("a".repeat(64))).isTrue();
        assertThat(SourceName.isValid("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a/b", "a b", ".a", "_a", "a:", "aé", "a\n", "é"})
    void refusesAnythingElse(String text) {
        assertThat(SourceName.isValid(text)).isFalse();
    }
}
