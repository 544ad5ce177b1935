package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisConfigTest {
    @Test
    void usesLocalhostWhereNothingIsSet() {
        RedisConfig config = RedisConfig.from(Settings.of(Map.of()));

        assertThat(config.address()).hasToString("localhost:6379");
        assertThat(config.tls()).isFalse();
        assertThat(config.password()).isEmpty();
    }

    @Test
    void wantsAnAddressInProduction() {
        assertThatThrownBy(() -> RedisConfig.from(Settings.of(Map.of("DEVMESH_ENVIRONMENT", "production"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("REDIS_ADDR is not set");
    }

    @Test
    void refusesAnAddressThatIsSetButEmpty() {
        assertThatThrownBy(() -> RedisConfig.from(Settings.of(Map.of("REDIS_ADDR", ""))))
                .hasMessageContaining("is set but empty");
    }

    @Test
    void refusesUnverifiedTlsInProduction() {
        Map<String, String> values = Map.of(
                "DEVMESH_ENVIRONMENT", "production", "REDIS_ADDR", "cache:6379", "REDIS_TLS_SKIP_VERIFY", "true");

        assertThatThrownBy(() -> RedisConfig.from(Settings.of(values)))
                .hasMessageContaining("REDIS_TLS_SKIP_VERIFY=\"true\" is refused");
    }

    @Test
    void neverPrintsThePassword() {
        Map<String, String> values = Map.of("REDIS_ADDR", "cache:6379", "REDIS_PASSWORD", "hunter2");

        assertThat(RedisConfig.from(Settings.of(values))).asString().doesNotContain("hunter2");
    }
}
