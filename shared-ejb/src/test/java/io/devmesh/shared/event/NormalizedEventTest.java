package io.devmesh.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NormalizedEventTest {
    @Test
    void freesTextsOfCharactersThatPostgresqlRefuses() {
        assertThat(withSubject("a\u0000b\nc").subject()).contains("a b c");
    }

    @Test
    void cutsLongTextsWithoutSplittingACharacter() {
        String long_ = "x".repeat(499) + "\uD83D\uDE00";

        assertThat(withSubject(long_).subject()).contains("x".repeat(499));
    }

    @Test
    void dropsTextsWithNothingInThem() {
        assertThat(withSubject(" \n ").subject()).isEmpty();
    }

    private static NormalizedEvent withSubject(String subject) {
        return new NormalizedEvent(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
