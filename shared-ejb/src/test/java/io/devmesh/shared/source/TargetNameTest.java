package io.devmesh.shared.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetNameTest {
    @Test
    void takesWhatFitsIntoAUrlAsItIs() {
        assertThat(new TargetName("team-a.github_2")).hasToString("team-a.github_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a/b", "a b", "..", "é"})
    void refusesAnythingElse(String text) {
        assertThat(TargetName.isValid(text)).isFalse();
    }
}
