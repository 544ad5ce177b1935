package io.devmesh.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheConfigTest {
    @Test
    void hasTheDefaultsOfItsPage() {
        assertThat(from(Map.of()))
                .isEqualTo(new CacheConfig(
                        new CacheConfig.Memory(10_000, Duration.ofMinutes(5)),
                        new CacheConfig.Shared(false, false, Duration.ofHours(1), OptionalInt.of(1024)),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)));
    }

    @Test
    void readsWhatTheOriginalRead() {
        CacheConfig config = from(Map.of(
                "EDGE_MCP_L1_MAX_ITEMS", "1000",
                "EDGE_MCP_L1_TTL", "1m",
                "EDGE_MCP_REDIS_ENABLED", "true",
                "EDGE_MCP_REDIS_FALLBACK_MODE", "false",
                "EDGE_MCP_L2_TTL", "30m",
                "EDGE_MCP_COMPRESSION_THRESHOLD", "2048"));

        assertThat(config.memory()).isEqualTo(new CacheConfig.Memory(1_000, Duration.ofMinutes(1)));
        assertThat(config.shared())
                .isEqualTo(new CacheConfig.Shared(true, true, Duration.ofMinutes(30), OptionalInt.of(2048)));
    }

    @Test
    void compressesNothingWhereThatIsOff() {
        assertThat(from(Map.of("EDGE_MCP_ENABLE_COMPRESSION", "no")).shared().compressFrom())
                .isEmpty();
    }

    @Test
    void takesZeroForOff() {
        CacheConfig config = from(Map.of("EDGE_MCP_TOOL_CACHE_TTL", "0s", "EDGE_MCP_KEY_STALE", "0s"));

        assertThat(config.toolTtl()).isZero();
        assertThat(config.keyStale()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "EDGE_MCP_REDIS_ENABLED,maybe",
        "EDGE_MCP_L1_MAX_ITEMS,0",
        "EDGE_MCP_L1_TTL,0s",
        "EDGE_MCP_L2_TTL,soon",
        "EDGE_MCP_COMPRESSION_THRESHOLD,-1",
        "EDGE_MCP_TOOL_CACHE_TTL,2h"
    })
    void refusesByName(String name, String value) {
        assertThatThrownBy(() -> from(Map.of(name, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name);
    }

    private static CacheConfig from(Map<String, String> values) {
        return CacheConfig.from(Settings.of(values));
    }
}
