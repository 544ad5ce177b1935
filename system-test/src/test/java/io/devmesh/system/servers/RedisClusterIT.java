package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

class RedisClusterIT {
    private static final String KEY = "key";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("programs")
    void redirectsToTheOwnerOfAKey(RedisProgram program) {
        try (RedisCluster cluster = RedisCluster.start(folder, each -> each.program(program))) {
            assertThat(cluster.ownerOf(KEY).admin().set(KEY, "value")).isEqualTo("OK");

            assertThatThrownBy(() -> cluster.strangerTo(KEY).admin().get(KEY))
                    .isInstanceOf(JedisMovedDataException.class)
                    .hasMessageContaining(cluster.ownerOf(KEY).address());
        }
    }

    @Test
    void aReplicaTakesOverInOrder() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(folder, each -> each)) {
            RedisServer old = cluster.ownerOf(KEY);
            old.admin().set(KEY, "value");

            RedisServer owner = cluster.failover(KEY);

            assertThat(owner).isNotSameAs(old).isSameAs(cluster.ownerOf(KEY));
            assertThat(owner.admin().get(KEY)).isEqualTo("value");
            assertThatThrownBy(() -> old.admin().set(KEY, "other")).isInstanceOf(JedisMovedDataException.class);

            owner.kill();
            assertThat(cluster.ownerOf(KEY)).isSameAs(old);
        }
    }

    @Test
    void servesAClientWithTlsAndPasswordUntilANodeWithoutReplicaIsAway() {
        TestCertificates certificates = TestCertificates.in(folder.resolve("tls"));
        try (RedisCluster cluster = RedisCluster.start(
                        folder, each -> each.password("secret").tls(certificates));
                RedisClusterClient client = RedisClusterClient.builder()
                        .nodes(Set.of(new HostAndPort(
                                "127.0.0.1", cluster.nodes().getFirst().port())))
                        .clientConfig(DefaultJedisClientConfig.builder()
                                .resp2()
                                .password("secret")
                                .sslOptions(certificates.jedis())
                                .build())
                        .build()) {
            for (String key : List.of("a", "b", "c", "d")) {
                assertThat(client.set(key, key)).isEqualTo("OK");
            }
            RedisServer stranger = cluster.strangerTo(KEY);

            cluster.ownerOf(KEY).kill();

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThatThrownBy(() -> stranger.admin().get(KEY))
                                    .isInstanceOf(JedisClusterException.class)
                                    .hasMessageStartingWith("CLUSTERDOWN"));
        }
    }

    private static List<RedisProgram> programs() {
        return RedisProgram.available();
    }
}
