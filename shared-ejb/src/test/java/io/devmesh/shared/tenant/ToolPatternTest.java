package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolPatternTest {
    @ParameterizedTest
    @CsvSource({
        "event_get, event_get",
        "event_*, event_get",
        "event_*, event_",
        "*, anything",
        "*_list, dead_letter_list",
        "*a*b*, xxaxxbxx",
        "a**b, ab",
        "*list, list-list",
    })
    void matches(String pattern, String name) {
        assertThat(new ToolPattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "event_get, event_gets",
        "event_get, Event_get",
        "event_*, xevent_get",
        "*_list, dead_letter_lists",
        "*a*b*, xxbxxaxx",
        "event.get, event_get",
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(new ToolPattern(pattern).matches(name)).isFalse();
    }

    @Test
    void isFastForWhatIsMadeToBeSlow() {
        assertThat(new ToolPattern("*a".repeat(31)).matches("a".repeat(60) + "b"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "a\n", "event_get,event_list"})
    void refusesWhatNoToolIsCalled(String text) {
        assertThatThrownBy(() -> new ToolPattern(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
