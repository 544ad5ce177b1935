package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerConfigTest {
    @Test
    void defaults() {
        assertThat(ConsumerConfig.from(Settings.of(Map.of())))
                .isEqualTo(new ConsumerConfig(
                        4,
                        32,
                        200,
                        1 << 20,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofHours(1)));
    }

    @Test
    void explicitValues() {
        Settings settings = Settings.of(Map.of(
                "WORKER_CONCURRENCY", "5",
                "WORKER_TENANT_CONCURRENCY", "3",
                "WORKER_BATCH_SIZE", "10",
                "WORKER_BATCH_BYTES", "64KiB",
                "WORKER_BLOCK", "2s",
                "WORKER_CLAIM_MIN_IDLE", "500ms",
                "WORKER_LEASE", "20s",
                "WORKER_CONSUMER_MAX_IDLE", "1d"));

        assertThat(ConsumerConfig.from(settings))
                .isEqualTo(new ConsumerConfig(
                        5,
                        3,
                        10,
                        64 << 10,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20),
                        Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "WORKER_CONCURRENCY,0",
        "WORKER_TENANT_CONCURRENCY,0",
        "WORKER_BATCH_SIZE,0",
        "WORKER_BATCH_BYTES,1",
        "WORKER_BLOCK,1m",
        "WORKER_CLAIM_MIN_IDLE,0s",
        "WORKER_LEASE,1s",
        "WORKER_CONSUMER_MAX_IDLE,999ms"
    })
    void refusesWhatCannotWork(String name, String value) {
        assertThatThrownBy(() -> ConsumerConfig.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name);
    }
}
