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
        RedisConfig config = RedisConfig.queue(Settings.of(Map.of()));

        assertThat(config.address()).hasToString("localhost:6379");
        assertThat(config.tls()).isEmpty();
        assertThat(config.login()).isInstanceOf(RedisLogin.Open.class);
    }

    @Test
    void wantsAnAddressInProduction() {
        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(Map.of("DEVMESH_ENVIRONMENT", "production"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("REDIS_ADDR is not set");
    }

    @Test
    void refusesAnAddressThatIsSetButEmpty() {
        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(Map.of("REDIS_ADDR", ""))))
                .hasMessageContaining("is set but empty");
    }

    @Test
    void refusesUnverifiedTlsInProduction() {
        Map<String, String> values = Map.of(
                "DEVMESH_ENVIRONMENT", "production", "REDIS_ADDR", "cache:6379", "REDIS_TLS_SKIP_VERIFY", "true");

        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(values)))
                .hasMessageContaining("REDIS_TLS_SKIP_VERIFY=\"true\" is refused");
    }

    @Test
    void neverPrintsThePassword() {
        Map<String, String> values = Map.of("REDIS_ADDR", "cache:6379", "REDIS_PASSWORD", "hunter2");

        assertThat(RedisConfig.queue(Settings.of(values))).asString().doesNotContain("hunter2");
    }
}
