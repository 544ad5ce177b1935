package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis:6379,redis,6379",
        "my.cache.amazonaws.com:6380,my.cache.amazonaws.com,6380",
        "[::1]:6379,::1,6379"
    })
    void readsHostAndPort(String value, String host, int port) {
        RedisAddress address = RedisAddress.parse("REDIS_ADDR", value);

        assertThat(address).isEqualTo(new RedisAddress(host, port)).hasToString(value);
    }

    @Test
    void saysWhereASchemeBelongsAndHidesThePassword() {
        assertThatThrownBy(() -> RedisAddress.parse("REDIS_ADDR", "rediss://user:hunter2@cache:6379/0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "REDIS_ADDR=\"rediss://***@cache:6379/0\" has a scheme and credentials and a database number: "
                                + "set host:port only, REDIS_TLS_ENABLED=true for TLS, REDIS_USERNAME and REDIS_PASSWORD for them, "
                                + "EDGE_MCP_REDIS_DB for it.");
    }

    @Test
    void saysWhereCredentialsBelongAndHidesThem() {
        assertThatThrownBy(() -> RedisAddress.parse("REDIS_ADDR", "user:hunter2@cache:6379"))
                .hasMessageContaining("REDIS_USERNAME and REDIS_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void saysWhereADatabaseNumberBelongs() {
        assertThatThrownBy(() -> RedisAddress.parse("REDIS_ADDR", "cache:6379/1"))
                .hasMessageContaining("EDGE_MCP_REDIS_DB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "cache", ":6379", "cache:", "cache:0", "cache:65536", "cache:six", "::1:6379", "a b:1"})
    void refusesWhatIsNotHostAndPort(String value) {
        assertThatThrownBy(() -> RedisAddress.parse("REDIS_ADDR", value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("REDIS_ADDR=");
    }
}
