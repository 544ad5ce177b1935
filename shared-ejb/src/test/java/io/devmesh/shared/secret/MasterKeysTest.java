package io.devmesh.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeysTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void warnsWhereThereIsNone() {
        MasterKeys none = keys("");

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.warnings()).singleElement().asString().startsWith("SECRETS_MASTER_KEY is not set");
    }

    @Test
    void takesOneWithoutAnId() {
        assertThat(keys(KEY).newestId()).isEqualTo("default");
        assertThat(keys(KEY).find("default")).isPresent();
    }

    @Test
    void takesSeveralOfWhichTheFirstIsTheNewest() {
        MasterKeys keys = keys("2026-11:" + KEY + ", default:" + KEY);

        assertThat(keys.newestId()).isEqualTo("2026-11");
        assertThat(keys.find("default")).isPresent();
        assertThat(keys.find("2025")).isEmpty();
        assertThat(keys.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:c2hvcnQ=      | has a key of 5 bytes",
                "a:not-base64    | has a key that is not base64",
                "ä:KEY           | has an id that is not of the form",
                "KEY,            | has a key of 0 bytes",
                "a:KEY,a:KEY     | has two keys under one id",
            })
    void refusesAnythingElseWithoutShowingIt(String text, String rule) {
        assertThatThrownBy(() -> keys(text.replace("KEY", KEY)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SECRETS_MASTER_KEY=\"***\" " + rule)
                .hasMessageNotContaining(KEY)
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void showsIdsOnly() {
        assertThat(keys("a:" + KEY)).hasToString("MasterKeys[a]");
    }

    private static MasterKeys keys(String text) {
        return MasterKeys.from(Settings.of(Map.of("SECRETS_MASTER_KEY", text)));
    }
}
