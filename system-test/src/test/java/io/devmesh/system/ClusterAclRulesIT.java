package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredEntries;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.system.servers.RedisCluster;
import io.devmesh.system.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** In a cluster the Worker needs what the operations page adds for it. */
class ClusterAclRulesIT {
    private static final String STREAM = "webhook-events";

    private final AclRules worker = AclRules.ofThePage().get("worker");

    @TempDir
    private Path folder;

    @Test
    void needWhatAClusterAddsAndNothingElse() {
        try (RedisCluster cluster = RedisCluster.start(
                        folder, node -> node.user(worker.inACluster().line()));
                UnifiedJedis client = client(cluster.strangerTo(STREAM))) {
            RedisEventStream stream = new RedisEventStream(client, new StreamConfig(STREAM, "webhook-processors"));
            stream.ensureGroup();
            cluster.ownerOf(STREAM).admin().xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("n", "1"));

            var entries =
                    stream.read("worker@pod-1/0", 10, Duration.ofMillis(10)).entries();
            new StoredEntries(stream, new StoredNotices(client), client, new StreamConfig(STREAM, "webhook-processors"))
                    .finish(
                            List.of(new StoredNotice(new TenantId(new UUID(0, 1)), List.of())),
                            entries.stream().map(entry -> entry.id()).toList());

            assertThat(entries).hasSize(1);
            assertThat(stream.length()).isZero();
            assertThat(cluster.ownerOf(StoredNotices.KEY).admin().xlen(StoredNotices.KEY))
                    .isEqualTo(1);
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat((List<?>) node.command(Command.ACL, "LOG"))
                            .isEmpty());
        }
    }

    @Test
    void failWithoutIt() {
        try (RedisCluster cluster = RedisCluster.start(folder, node -> node.user(worker.line()));
                UnifiedJedis client = client(cluster.ownerOf(STREAM))) {
            RedisEventStream stream = new RedisEventStream(client, new StreamConfig(STREAM, "webhook-processors"));

            assertThatThrownBy(stream::ensureGroup).isInstanceOf(StreamUnavailableException.class);
        }
    }

    private static UnifiedJedis client(RedisServer node) {
        Settings settings = Settings.of(Map.of(
                "REDIS_ADDR",
                node.address(),
                "REDIS_MODE",
                "cluster",
                "REDIS_USERNAME",
                "worker",
                "REDIS_PASSWORD",
                AclRules.PASSWORD));
        return RedisConnections.open(RedisConfig.queue(settings), "worker@pod-1");
    }
}
