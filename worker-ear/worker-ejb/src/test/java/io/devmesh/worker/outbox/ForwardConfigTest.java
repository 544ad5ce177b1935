package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardConfigTest {
    @Test
    void defaults() {
        ForwardConfig config = ForwardConfig.from(Settings.of(Map.of()));

        assertThat(config.concurrency()).isEqualTo(32);
        assertThat(config.tenantConcurrency()).isEqualTo(16);
        assertThat(config.maxAttempts()).isEqualTo(10);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.allowedNetworks()).isEmpty();
        assertThat(config.lease()).isGreaterThan(config.timeout());
    }

    @Test
    void readsNetworks() {
        ForwardConfig config =
                ForwardConfig.from(Settings.of(Map.of("FORWARD_ALLOWED_NETWORKS", "10.0.0.0/8, fd00::/8,127.0.0.1")));

        assertThat(config.allowedNetworks()).extracting(Network::length).containsExactly(8, 8, 32);
    }

    @ParameterizedTest
    @CsvSource({
        "FORWARD_CONCURRENCY,0",
        "FORWARD_TENANT_CONCURRENCY,257",
        "FORWARD_MAX_ATTEMPTS,0",
        "FORWARD_TIMEOUT,2m",
        "FORWARD_ALLOWED_NETWORKS,internal.example",
        "FORWARD_ALLOWED_NETWORKS,10.0.0.0/40",
        "FORWARD_CA_FILE,/no/such/file"
    })
    void refusesWhatCannotWork(String name, String value) {
        assertThatThrownBy(() -> ForwardConfig.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name);
    }
}
