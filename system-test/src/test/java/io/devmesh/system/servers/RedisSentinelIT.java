package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

class RedisSentinelIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("programs")
    void oneSentinelPromotesTheReplicaOfAKilledPrimary(RedisProgram program) {
        try (RedisSentinel redis = RedisSentinel.start(
                folder, 1, server -> server.program(program), sentinel -> sentinel.program(program))) {
            assertThat(redis.master()).isEqualTo(redis.primary().address());

            redis.killPrimary();
            redis.awaitMaster(redis.replica());

            assertThat(redis.replica().admin().set("key", "value")).isEqualTo("OK");
        }
    }

    @Test
    void threeSentinelsGiveAClientTheWayOverTls() {
        TestCertificates certificates = TestCertificates.in(folder.resolve("tls"));
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .resp2()
                .password("secret")
                .sslOptions(certificates.jedis())
                .build();
        try (RedisSentinel redis = RedisSentinel.start(
                        folder,
                        3,
                        server -> server.password("secret").tls(certificates),
                        sentinel -> sentinel.password("secret").tls(certificates));
                RedisSentinelClient client = RedisSentinelClient.builder()
                        .masterName(RedisSentinel.MASTER)
                        .sentinels(Set.of(
                                HostAndPort.from(redis.sentinels().getFirst().address())))
                        .sentinelClientConfig(config)
                        .clientConfig(config)
                        .build()) {
            assertThat(client.set("key", "value")).isEqualTo("OK");
            assertThat(redis.addresses().split(",", -1)).hasSize(3);
        }
    }

    private static List<RedisProgram> programs() {
        return RedisProgram.available();
    }
}
