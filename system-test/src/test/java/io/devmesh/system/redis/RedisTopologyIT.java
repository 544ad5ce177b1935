package io.devmesh.system.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.system.servers.RedisCluster;
import io.devmesh.system.servers.RedisSentinel;
import io.devmesh.system.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** The same client on several servers that work together. */
class RedisTopologyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String STREAM = "webhook-events";

    @TempDir
    private Path folder;

    @Test
    void findsEachKeysNodeFromAnyNodeOfACluster() {
        try (RedisCluster cluster = RedisCluster.start(folder)) {
            for (RedisServer node : cluster.nodes()) {
                try (UnifiedJedis client = cluster(node)) {
                    for (int i = 0; i < 30; i++) {
                        client.set("key-" + i, node.address());
                        assertThat(client.get("key-" + i)).isEqualTo(node.address());
                    }
                }
            }
        }
    }

    @Test
    void keepsTheStreamOnOneNodeOfAClusterAndFollowsItsSlot() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(folder, UnaryOperator.identity());
                UnifiedJedis client = cluster(cluster.strangerTo(STREAM))) {
            RedisEventStream stream = streamWithOneEntry(client);

            cluster.failover(STREAM);

            client.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("n", "2"));
            assertThat(stream.read("a", 10, Duration.ofMillis(10)).entries()).hasSize(2);
            assertThat(cluster.ownerOf(STREAM).admin().xlen(STREAM)).isEqualTo(2);
        }
    }

    @Test
    void findsTheStreamsNodeAgainAfterOneReadThatDidNot() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(folder, UnaryOperator.identity());
                UnifiedJedis client = cluster(cluster.strangerTo(STREAM))) {
            RedisEventStream stream = streamWithOneEntry(client);

            cluster.failover(STREAM);

            assertThatThrownBy(() -> stream.read("a", 10, Duration.ofMillis(10)))
                    .isInstanceOf(StreamUnavailableException.class);
            assertThat(stream.read("a", 10, Duration.ofMillis(10)).entries()).hasSize(1);
        }
    }

    @Test
    void survivesTheDeathOfThePrimaryThatHasTheStream() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(folder, UnaryOperator.identity());
                UnifiedJedis client = cluster(cluster.strangerTo(STREAM))) {
            client.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
            cluster.ownerOf(STREAM).kill();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> client.xlen(STREAM) >= 0);
        }
    }

    @Test
    void startsBeforeTheClusterDoes() {
        RedisServer node = RedisServer.in(folder.resolve("absent")).build();
        try (UnifiedJedis client = cluster(node)) {
            assertThatThrownBy(client::ping).isInstanceOf(JedisException.class);
        } finally {
            node.close();
        }
    }

    @Test
    void followsTheSentinelsToANewPrimary() {
        try (RedisSentinel sentinel = RedisSentinel.start(folder, 3);
                UnifiedJedis client = open(Map.of(
                        "REDIS_MODE",
                        "sentinel",
                        "REDIS_ADDR",
                        sentinel.addresses().split(",", 2)[0],
                        "REDIS_SENTINEL_ADDRS",
                        sentinel.addresses().split(",", 2)[1],
                        "REDIS_SENTINEL_MASTER",
                        RedisSentinel.MASTER))) {
            client.set("key", "before");
            sentinel.replica().awaitReplication();

            sentinel.killPrimary();
            sentinel.awaitMaster(sentinel.replica());

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.set("key", "after").equals("OK"));
            assertThat(sentinel.replica().admin().get("key")).isEqualTo("after");
        }
    }

    @Test
    void startsBeforeTheSentinelsDo() {
        RedisServer absent = RedisServer.in(folder.resolve("absent")).build();
        try (UnifiedJedis client = open(Map.of("REDIS_MODE", "sentinel", "REDIS_ADDR", absent.address()))) {
            assertThatThrownBy(client::ping).isInstanceOf(JedisException.class);
        } finally {
            absent.close();
        }
    }

    private static RedisEventStream streamWithOneEntry(UnifiedJedis client) {
        RedisEventStream stream = new RedisEventStream(client, new StreamConfig(STREAM, "webhook-processors"));
        stream.ensureGroup();
        client.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
        return stream;
    }

    private static UnifiedJedis cluster(RedisServer node) {
        return open(Map.of("REDIS_MODE", "cluster", "REDIS_ADDR", node.address()));
    }

    private static UnifiedJedis open(Map<String, String> environment) {
        return RedisClients.open(environment);
    }
}
