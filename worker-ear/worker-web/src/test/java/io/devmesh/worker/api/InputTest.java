package io.devmesh.worker.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class InputTest {
    @Test
    void takesNothingForAnEmptyObject() {
        assertThat(object("").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{", "{\"a\":1} x", "{\"b\":1}"})
    void refusesWhatIsNoObjectOfTheFieldsThatThereAre(String body) {
        assertThatThrownBy(() -> object(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b", "a\nb"})
    void refusesTextsThatNoEventHas(String text) {
        assertThatThrownBy(() -> Input.text("text", text)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "11", "1.5", "99999999999", "x"})
    void refusesLimitsOutOfBounds(String limit) {
        assertThatThrownBy(() -> Input.limit(limit, 5, 10)).hasMessage("limit is a number from 1 to 10");
    }

    @Test
    void takesTheUsualLimitForNone() {
        assertThat(Input.limit(null, 5, 10)).isEqualTo(5);
        assertThat(Input.limit("10", 5, 10)).isEqualTo(10);
    }

    @Test
    void readsTimesWithAnOffset() {
        assertThat(Input.time("since", "2026-11-23T09:00:00+01:00")).hasValue(Instant.parse("2026-11-23T08:00:00Z"));
        assertThatThrownBy(() -> Input.time("since", "yesterday")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Input.time("since", "+99999-01-01T00:00:00Z")).isInstanceOf(ProblemException.class);
    }

    @Test
    void whatCannotBeAnIdIsNotThere() {
        assertThatThrownBy(() -> Input.eventId("x"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        missing -> assertThat(missing.problem()).isEqualTo(Problem.MISSING));
        assertThatThrownBy(() -> Input.sourceName("A B"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        missing -> assertThat(missing.problem()).isEqualTo(Problem.MISSING));
    }

    private static ObjectNode object(String body) {
        return Input.object(new ByteArrayInputStream(body.getBytes(UTF_8)), Set.of("a"));
    }
}
