package io.devmesh.worker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiConfigTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void takesTheTokenAndNoOther() {
        ApiConfig config = ApiConfig.from(Settings.of(Map.of("WORKER_BOOTSTRAP_TOKEN", TOKEN + "\n")));

        assertThat(config.isBootstrap(TOKEN)).isTrue();
        assertThat(config.isBootstrap(TOKEN + "0")).isFalse();
        assertThat(config.isBootstrap("")).isFalse();
        assertThat(config.toString()).doesNotContain(TOKEN);
    }

    @Test
    void takesNoneWhereThereIsNone() {
        assertThat(ApiConfig.from(Settings.of(Map.of())).isBootstrap("")).isFalse();
    }

    @Test
    void refusesATokenThatCouldBeGuessedWithoutShowingIt() {
        assertThatThrownBy(() -> ApiConfig.from(Settings.of(Map.of("WORKER_BOOTSTRAP_TOKEN", "hunter2"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("WORKER_BOOTSTRAP_TOKEN")
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("hunter2");
    }
}
