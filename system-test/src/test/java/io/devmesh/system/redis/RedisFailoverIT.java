package io.devmesh.system.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** What a command sees while servers change behind one address, as behind the primary endpoint of ElastiCache. */
class RedisFailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private RedisServer primary;
    private TcpProxy endpoint;
    private UnifiedJedis client;

    @BeforeEach
    void start() {
        primary = RedisServer.in(folder.resolve("primary")).start();
        endpoint = TcpProxy.to(primary.host(), primary.port());
        client = open();
    }

    @AfterEach
    void stop() {
        client.close();
        endpoint.close();
        primary.close();
    }

    @Test
    void leavesADemotedPrimaryAtOnceWhenTheAddressLeadsElsewhere() {
        try (RedisServer replica =
                RedisServer.in(folder.resolve("replica")).replicaOf(primary).start()) {
            replica.awaitReplication();
            client.set("key", "before");
            replica.awaitReplication();

            replica.promote();
            primary.replicate(replica);
            // The open connections still lead to the demoted one, which answers READONLY.
            endpoint.retarget(replica.host(), replica.port());

            assertThat(client.set("key", "after")).isEqualTo("OK");
            assertThat(replica.admin().get("key")).isEqualTo("after");
        }
    }

    @Test
    void waitsWithinItsBudgetForAPrimaryThatIsPromotedLater() throws Exception {
        try (RedisServer replica = RedisServer.in(folder.resolve("replica"))
                        .replicaOf(primary)
                        .start();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            replica.awaitReplication();
            endpoint.retarget(replica.host(), replica.port());
            client.close();
            client = open("REDIS_RETRY_BUDGET", "10s");

            Future<String> set = executor.submit(() -> client.set("key", "value"));
            await().atMost(PATIENCE)
                    .until(() -> replica.info("stats", "total_error_replies"), errors -> !errors.equals("0"));
            replica.promote();

            assertThat(set.get()).isEqualTo("OK");
        }
    }

    @Test
    void doesNotNoticeThatItsConnectionsWereReset() {
        client.ping();
        endpoint.cut();

        assertThat(client.ping()).isEqualTo("PONG");
    }

    @Test
    void doesNotNoticeARestart() {
        client.set("key", "value");
        primary.kill();
        primary.start();

        assertThat(client.get("key")).isEqualTo("value");
    }

    @Test
    void waitsForASilentServerNoLongerThanItsTimeoutAndThenFailsAtOnce() {
        client.close();
        client = open("REDIS_RETRY_BUDGET", "0s");
        client.ping();
        endpoint.blackhole();

        long first = failure();
        long second = failure();

        assertThat(first).isBetween(400L, 3_000L);
        assertThat(second).isLessThan(400L);
        endpoint.resume();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> client.ping().equals("PONG"));
    }

    @Test
    void givesUpABlockingReadOnADeadConnectionSoonAfterItsBlockTime() {
        client.ping();
        endpoint.blackhole();
        long start = System.nanoTime();

        assertThatThrownBy(() -> client.blpop(1, "nothing")).isInstanceOf(JedisException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void doesNotStormAServerThatComesBack() throws Exception {
        client.ping();
        primary.kill();
        int before = endpoint.accepted();
        try (ExecutorService callers = Executors.newFixedThreadPool(32)) {
            List<Future<?>> running = IntStream.range(0, 32)
                    .<Future<?>>mapToObj(i -> callers.submit(this::callForThreeSeconds))
                    .toList();
            for (Future<?> caller : running) {
                caller.get();
            }
        }

        // Without the shared pause it would be tens of thousands; the first of the 32 fail together.
        assertThat(endpoint.accepted() - before).isLessThan(120);
        primary.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> client.ping().equals("PONG"));
    }

    @Test
    void retiresConnectionsThatAreTooOld() {
        client.close();
        client = open("REDIS_CONNECTION_MAX_AGE", "1s");
        client.ping();

        await().atMost(PATIENCE).until(() -> client.ping() != null && endpoint.accepted() > 1);
    }

    @Test
    void waitsForAFreeConnectionNoLongerThanItMay() throws Exception {
        client.close();
        client = open("REDIS_POOL_MAX", "1", "REDIS_POOL_WAIT", "100ms");
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            client.ping();
            Future<?> holder = executor.submit(() -> client.blpop(2, "nothing"));
            await().atMost(PATIENCE).until(() -> primary.info("clients", "blocked_clients"), "1"::equals);

            assertThatThrownBy(client::ping)
                    .isInstanceOf(JedisException.class)
                    .hasMessageContaining("Could not get a resource");
            holder.get();
        }
    }

    private UnifiedJedis open(String... more) {
        String[] settings = new String[more.length + 4];
        settings[0] = "REDIS_ADDR";
        settings[1] = endpoint.address();
        settings[2] = "REDIS_SOCKET_TIMEOUT";
        settings[3] = "500ms";
        System.arraycopy(more, 0, settings, 4, more.length);
        return RedisClients.open(Map.of("REDIS_CONNECT_TIMEOUT", "500ms"), settings);
    }

    /** Milliseconds until a command failed. */
    private long failure() {
        long start = System.nanoTime();
        assertThatThrownBy(client::ping).isInstanceOf(JedisException.class);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private void callForThreeSeconds() {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (System.nanoTime() < end) {
            try {
                client.ping();
            } catch (JedisException away) {
                // As expected.
            }
        }
    }
}
