package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

class MigrationKeysTest {
    @Test
    void areNamedAfterTheStream() {
        assertThat(MigrationKeys.of("webhook-events").record()).isEqualTo("{webhook-events}:migration");
        assertThat(MigrationKeys.of("wh:{s00}").record()).isEqualTo("wh:{s00}:migration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-events", "wh:{s00}", "{a}b{c}", "a{b"})
    void areInTheSlotOfTheStream(String stream) {
        MigrationKeys keys = MigrationKeys.of(stream);

        assertThat(List.of(keys.record(), keys.ids(), keys.lock()))
                .allSatisfy(
                        key -> assertThat(JedisClusterCRC16.getSlot(key)).isEqualTo(JedisClusterCRC16.getSlot(stream)));
    }
}
