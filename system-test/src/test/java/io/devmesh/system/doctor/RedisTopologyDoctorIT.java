package io.devmesh.system.doctor;

import static org.awaitility.Awaitility.await;

import io.devmesh.shared.doctor.Code;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.system.servers.RedisCluster;
import io.devmesh.system.servers.RedisReplicaPair;
import io.devmesh.system.servers.RedisSentinel;
import io.devmesh.system.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers together, and REDIS_MODE. */
class RedisTopologyDoctorIT {
    @TempDir
    private Path folder;

    @Test
    void saysThatTheEndpointIsAReplicas() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder)) {
            Examination.ofQueue(Map.of("REDIS_ADDR", pair.replica().address()))
                    .finds(
                            Code.REDIS__ROLE__REPLICA,
                            "REDIS_ADDR names a read-only replica: every write is answered READONLY",
                            "set REDIS_ADDR to the primary endpoint");
        }
    }

    @Test
    void tellsAClusterFromASingleServer() {
        try (RedisCluster cluster = RedisCluster.start(folder)) {
            String address = cluster.nodes().getFirst().address();

            Examination.ofQueue(Map.of("REDIS_ADDR", address))
                    .finds(Code.REDIS__MODE__IS_CLUSTER, "part of a cluster", "set REDIS_MODE=cluster");
            Examination.ofQueue(Map.of("REDIS_ADDR", address, "REDIS_MODE", "cluster"))
                    .findsAllWell();
            Examination wrongDatabase = Examination.of(
                    RedisUse.CACHE, ServiceNeeds.EDGE_MCP, Map.of("REDIS_ADDR", address, "EDGE_MCP_REDIS_DB", "3"));
            wrongDatabase.findsAlso(
                    Code.REDIS__DATABASE__NOT_IN_CLUSTER, "a cluster has database 0 only", "EDGE_MCP_REDIS_DB=0");
        }
    }

    @Test
    void saysThatTheClusterHasLostANode() {
        try (RedisCluster cluster = RedisCluster.start(folder)) {
            cluster.nodes().getLast().kill();
            String address = cluster.nodes().getFirst().address();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> Examination.ofQueue(Map.of("REDIS_ADDR", address, "REDIS_MODE", "cluster"))
                            .finds(Code.REDIS__CLUSTER__DOWN, "slots have no primary", "nodes"));
        }
    }

    @Test
    void saysThatThereIsNoCluster() {
        try (RedisServer redis = RedisServer.in(folder).start()) {
            Examination.ofQueue(Map.of("REDIS_ADDR", redis.address(), "REDIS_MODE", "cluster"))
                    .finds(Code.REDIS__MODE__NOT_CLUSTER, "not part of a cluster", "set REDIS_MODE=standalone");
            Examination.ofQueue(Map.of("REDIS_ADDR", redis.address(), "REDIS_MODE", "sentinel"))
                    .finds(Code.REDIS__MODE__NOT_SENTINEL, "not a sentinel", "REDIS_MODE=standalone");
        }
    }

    @Test
    void findsThePrimaryByASentinel() {
        try (RedisSentinel group = RedisSentinel.start(folder, 1)) {
            String address = group.sentinels().getFirst().address();

            Examination.ofQueue(Map.of("REDIS_ADDR", address, "REDIS_MODE", "sentinel"))
                    .findsAllWell();
            Examination.ofQueue(
                            Map.of("REDIS_ADDR", address, "REDIS_MODE", "sentinel", "REDIS_SENTINEL_MASTER", "other"))
                    .finds(Code.REDIS__SENTINEL__MASTER_UNKNOWN, "named other", "REDIS_SENTINEL_MASTER");
            Examination.ofQueue(Map.of("REDIS_ADDR", address))
                    .finds(Code.REDIS__MODE__IS_SENTINEL, "names a sentinel", "set REDIS_MODE=sentinel");
        }
    }
}
