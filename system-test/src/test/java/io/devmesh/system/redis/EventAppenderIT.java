package io.devmesh.system.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EventAppender;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.system.servers.RedisCluster;
import io.devmesh.system.servers.RedisReplicaPair;
import io.devmesh.system.servers.RedisSentinel;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** Nothing that was accepted is lost; with WEBHOOK_DURABILITY=replicated not even with the primary. */
@Timeout(120)
class EventAppenderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final StreamConfig STREAM = new StreamConfig("webhook-events", "webhook-processors");
    private static final int SENDERS = 16;
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final SourceName SOURCE = new SourceName("acme-github");

    @TempDir
    private Path folder;

    @Test
    void losesNothingAcceptedWhenThePrimaryIsKilledUnderLoad() throws Exception {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder);
                TcpProxy endpoint =
                        TcpProxy.to(pair.primary().host(), pair.primary().port());
                UnifiedJedis client = RedisClients.open(Map.of("REDIS_ADDR", endpoint.address()));
                Load load = new Load(replicated(client))) {
            load.awaitAccepted(3_000);

            pair.killPrimary();
            pair.promoteReplica();
            endpoint.retarget(pair.replica().host(), pair.replica().port());
            pair.primary().start();
            pair.primary().replicate(pair.replica());
            load.awaitAccepted(load.accepted.size() + 1_000);
            load.stop();

            assertThat(deliveries(pair.replica())).containsAll(load.accepted);
            assertThat(calls(pair.replica(), "wait")).isLessThan(calls(pair.replica(), "xadd") / 2);
        }
    }

    @Test
    void acceptsNothingThatNoReplicaHasAndThatAFailoverWouldLose() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder);
                TcpProxy link =
                        TcpProxy.to(pair.primary().host(), pair.primary().port());
                UnifiedJedis client =
                        RedisClients.open(Map.of("REDIS_ADDR", pair.primary().address()))) {
            pair.replica().command(Command.REPLICAOF, link.host(), Integer.toString(link.port()));
            pair.replica().awaitReplication();
            link.blackhole();
            EventAppender.local(client, STREAM).publish(event("local"));
            assertThatThrownBy(() ->
                            EventAppender.replicated(client, STREAM, 1, SOON).publish(event("replicated")))
                    .isInstanceOf(StreamUnavailableException.class)
                    .hasMessage("0 of 1 replicas confirmed within PT0.2S");
            assertThat(deliveries(pair.primary())).containsExactlyInAnyOrder("local", "replicated");

            pair.killPrimary();
            pair.promoteReplica();

            // What needs no replica was accepted, and is lost.
            assertThat(deliveries(pair.replica())).isEmpty();
        }
    }

    @Test
    void losesNothingOfManyCallersThatNeedNoReplica() throws Exception {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder);
                UnifiedJedis client =
                        RedisClients.open(Map.of("REDIS_ADDR", pair.primary().address()));
                Load load = new Load(EventAppender.local(client, STREAM))) {
            load.awaitAccepted(1_000);
            load.stop();

            assertThat(deliveries(pair.primary())).containsAll(load.accepted);
        }
    }

    @Test
    void saysThatRedisIsFull() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder);
                UnifiedJedis client =
                        RedisClients.open(Map.of("REDIS_ADDR", pair.primary().address()))) {
            pair.primary().admin().configSet("maxmemory", "1");

            assertThatThrownBy(() -> replicated(client).publish(event("full")))
                    .isInstanceOf(StreamUnavailableException.class)
                    .hasMessageContaining("OOM");
        }
    }

    @Test
    void asksTheNodeOfAClusterThatHasTheStreamAndFollowsItsSlot() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(folder, UnaryOperator.identity());
                UnifiedJedis client = RedisClients.open(Map.of(
                        "REDIS_MODE",
                        "cluster",
                        "REDIS_ADDR",
                        cluster.strangerTo(STREAM.stream()).address()))) {
            EventAppender stream = replicated(client);
            stream.publish(event("before"));

            cluster.failover(STREAM.stream());
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                stream.publish(event("after"));
                return true;
            });

            assertThat(deliveries(cluster.ownerOf(STREAM.stream()))).contains("before", "after");
        }
    }

    @Test
    void asksThePrimaryThatTheSentinelsName() {
        try (RedisSentinel sentinel = RedisSentinel.start(folder, 1);
                UnifiedJedis client = RedisClients.open(Map.of(
                        "REDIS_MODE",
                        "sentinel",
                        "REDIS_ADDR",
                        sentinel.addresses(),
                        "REDIS_SENTINEL_MASTER",
                        RedisSentinel.MASTER))) {
            replicated(client).publish(event("d-1"));

            assertThat(deliveries(sentinel.primary())).containsExactly("d-1");
        }
    }

    private static EventAppender replicated(UnifiedJedis client) {
        return EventAppender.replicated(client, STREAM, 1, Duration.ofSeconds(2));
    }

    private static WebhookEvent event(String delivery) {
        DeliveryId id = new DeliveryId(delivery);
        return new WebhookEvent(
                EventId.of(TENANT, SOURCE, id),
                TENANT,
                SOURCE,
                Provider.GITHUB,
                id,
                "ping",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                new byte[1_446]);
    }

    private static Set<String> deliveries(RedisServer server) {
        return server.admin().xrange(STREAM.stream(), "-", "+").stream()
                .map(entry -> entry.getFields().get("metadata"))
                .map(metadata -> metadata.replaceAll(".*\"delivery_id\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    /** How often a server was asked {@code command} since it started. */
    private static long calls(RedisServer server, String command) {
        return Arrays.stream(server.info("commandstats", "cmdstat_" + command).split(","))
                .filter(field -> field.startsWith("calls="))
                .mapToLong(field -> Long.parseLong(field.substring("calls=".length())))
                .findFirst()
                .orElseThrow();
    }

    /** Senders that go on, whatever becomes of what they send. */
    private static final class Load implements AutoCloseable {
        private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        private final Set<String> accepted = ConcurrentHashMap.newKeySet();
        private volatile boolean stopped;

        Load(EventAppender stream) {
            for (int sender = 0; sender < SENDERS; sender++) {
                String name = "d-" + sender + "-";
                senders.execute(() -> send(stream, name));
            }
        }

        private void send(EventAppender stream, String name) {
            for (int i = 0; !stopped; i++) {
                try {
                    stream.publish(event(name + i));
                    accepted.add(name + i);
                } catch (StreamUnavailableException unknown) {
                    // The door would store it in PostgreSQL.
                }
            }
        }

        void awaitAccepted(int enough) {
            await().atMost(PATIENCE).until(() -> accepted.size() >= enough);
        }

        void stop() throws InterruptedException {
            stopped = true;
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            stopped = true;
            senders.shutdownNow();
        }
    }
}
