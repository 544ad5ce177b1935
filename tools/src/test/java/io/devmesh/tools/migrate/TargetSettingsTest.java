package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {
    @Test
    void readsEachRedisVariableByItsTargetName() {
        RedisConfig config = read(Map.of(
                "REDIS_ADDR", "old:6379",
                "TARGET_REDIS_ADDR", "new:6380",
                "TARGET_REDIS_TLS_ENABLED", "true"));

        assertThat(config.address()).hasToString("new:6380");
        assertThat(config.tls()).isPresent();
    }

    @Test
    void takesNothingAboutRedisFromTheSource() {
        RedisConfig config = read(Map.of(
                "REDIS_ADDR", "old:6379",
                "REDIS_PASSWORD", "of the source",
                "REDIS_QUEUE_ADDR", "oldqueue:6379",
                "TARGET_REDIS_ADDR", "new:6379"));

        assertThat(config.address()).hasToString("new:6379");
        assertThat(config.login()).hasToString("Open[]");
    }

    @Test
    void prefersTheTargetsQueue() {
        RedisConfig config = read(Map.of("TARGET_REDIS_ADDR", "cache:1", "TARGET_REDIS_QUEUE_ADDR", "queue:2"));

        assertThat(config.address()).hasToString("queue:2");
    }

    @Test
    void sharesWhatIsNotAboutRedis() {
        Settings settings = TargetSettings.of(Settings.of(
                Map.of("EDGE_MCP_REDIS_DB", "3", "AWS_REGION", "eu-west-1", "TARGET_AWS_REGION", "us-east-1")));

        assertThat(settings.text("EDGE_MCP_REDIS_DB")).contains("3");
        assertThat(settings.text("AWS_REGION")).contains("us-east-1");
    }

    @Test
    void refusesByTheNameThatTheUserHasSet() {
        assertThatThrownBy(() -> read(Map.of("TARGET_REDIS_ADDR", "rediss://new:6379")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("TARGET_REDIS_ADDR=")
                .hasMessageContaining("TARGET_REDIS_TLS_ENABLED=true");
    }

    private static RedisConfig read(Map<String, String> values) {
        return TargetSettings.read(Settings.of(values), RedisConfig::queue);
    }
}
