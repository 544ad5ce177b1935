package io.devmesh.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionConfigTest {
    @Test
    void keepsEventsForNinetyDays() {
        RetentionConfig config = RetentionConfig.from(Settings.of(Map.of()));

        assertThat(config.events()).contains(Duration.ofDays(90));
        assertThat(config.memory()).contains(Duration.ofDays(90));
    }

    @Test
    void remembersDeliveriesForThirtyDaysAtLeast() {
        assertThat(keeping("1d").memory()).contains(Duration.ofDays(30));
        assertThat(keeping("31d").memory()).contains(Duration.ofDays(31));
    }

    @Test
    void keepsEverythingForEver() {
        assertThat(keeping(" 0 ").events()).isEmpty();
        assertThat(keeping("0").memory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23h", "0d", "-1d", "90", "40000d"})
    void refusesWhatCannotWork(String value) {
        assertThatThrownBy(() -> keeping(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("EVENT_RETENTION");
    }

    private static RetentionConfig keeping(String value) {
        return RetentionConfig.from(Settings.of(Map.of("EVENT_RETENTION", value)));
    }
}
