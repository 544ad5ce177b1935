package io.devmesh.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "Yes,true", "false,false", "0,false", "NO,false"})
    void readsBooleansInAnyCase(String value, boolean expected) {
        assertThat(settings("FLAG", value).bool("FLAG", !expected)).isEqualTo(expected);
    }

    @Test
    void refusesAnythingElseAsABooleanAndNamesVariableValueAndFix() {
        assertThatThrownBy(() -> settings("FLAG", "on").bool("FLAG", true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("FLAG=\"on\" is not a boolean: set true or false.");
    }

    @Test
    void takesAnEmptyValueForUnset() {
        Settings settings = settings("NUMBER", " ");

        assertThat(settings.integer("NUMBER", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.isSet("NUMBER")).isTrue();
        assertThat(settings.isSet("OTHER")).isFalse();
    }

    @Test
    void readsFolders() {
        assertThat(settings("FOLDER", "/opt/lib").folder("FOLDER")).hasValue(Path.of("/opt/lib"));
        assertThat(settings("FOLDER", "").folder("FOLDER")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "ten", "1.5", "99999999999"})
    void refusesNumbersOutOfRangeOrForm(String value) {
        assertThatThrownBy(() -> settings("NUMBER", value).integer("NUMBER", 1, 1, 9))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("NUMBER=\"" + value + "\" is")
                .hasMessageEndingWith("set a number from 1 to 9.");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "7d,PT168H", "PT30S,PT30S"})
    void readsDurations(String value, Duration expected) {
        assertThat(settings("WAIT", value).duration("WAIT", Duration.ZERO, Duration.ZERO, Duration.ofDays(30)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 seconds", "-5s", "soon"})
    void refusesWhatIsNoDuration(String value) {
        assertThatThrownBy(() ->
                        settings("WAIT", value).duration("WAIT", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not a duration");
    }

    @ParameterizedTest
    @CsvSource({"2048,2048", "512KiB,524288", "25MiB,26214400"})
    void readsSizes(String value, int expected) {
        assertThat(settings("SIZE", value).bytes("SIZE", 1, 1, Integer.MAX_VALUE))
                .isEqualTo(expected);
    }

    @Test
    void refusesSizesOutOfRangeWithoutOverflow() {
        assertThatThrownBy(() -> settings("SIZE", "999999999999GiB").bytes("SIZE", 1, 1, 100))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void printsControlCharactersOfAValueHarmlessly() {
        assertThat(Settings.refuse("A", "x\ny", "is bad", "mend it")).hasMessage("A=\"x?y\" is bad: mend it.");
    }

    private static Settings settings(String name, String value) {
        return Settings.of(Map.of(name, value));
    }
}
