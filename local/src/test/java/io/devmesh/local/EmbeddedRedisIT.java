package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class EmbeddedRedisIT {
    private static final Path BINARIES = Path.of("target", "binaries").toAbsolutePath();

    @TempDir
    private Path folder;

    private EmbeddedRedis redis;

    @BeforeEach
    void start() {
        redis = new EmbeddedRedis(
                () -> RedisBinary.bundled(BINARIES),
                folder.resolve("a \"quoted\" folder"),
                Map.of("appendfsync", "always", "maxmemory", "64mb"));
        redis.start();
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void keepsItsDataAndPortOverAKill() {
        try (Jedis client = client()) {
            client.set("key", "value");
        }
        int port = redis.port();

        redis.kill();
        assertThat(redis.isRunning()).isFalse();
        redis.start();

        assertThat(redis.port()).isEqualTo(port);
        try (Jedis client = client()) {
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    @Test
    void evictsNothingAndTakesSettings() {
        try (Jedis client = client()) {
            assertThat(client.configGet("maxmemory*"))
                    .containsEntry("maxmemory-policy", "noeviction")
                    .containsEntry("maxmemory", "67108864");
        }
    }

    @Test
    void leavesNoProcess() {
        ProcessHandle process = redis.process();

        redis.stop();

        await().atMost(Duration.ofSeconds(5)).until(() -> !new Daemon(process).isRunning());
    }

    @Test
    void aSettingThatItDoesNotKnowIsToldInOneLine() {
        EmbeddedRedis wrong = new EmbeddedRedis(
                () -> RedisBinary.bundled(BINARIES), folder.resolve("wrong"), Map.of("no-such-setting", "1"));

        assertThatThrownBy(wrong::start)
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("Redis did not start")
                .hasMessageNotContaining("\n");
    }

    private Jedis client() {
        return new Jedis("127.0.0.1", redis.port());
    }
}
