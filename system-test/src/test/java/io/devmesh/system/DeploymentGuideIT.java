package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.FreePort;
import io.devmesh.local.LibertyServer;
import io.devmesh.system.servers.CertifiedKey;
import io.devmesh.system.servers.ClientCertificates;
import io.devmesh.system.servers.HostsFile;
import io.devmesh.system.servers.OpenConnections;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.RedisServerBuilder;
import io.devmesh.system.servers.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

/**
 * Both services as the deployment guide has them: Redis by a name, with TLS and an ACL user, as ElastiCache is; PostgreSQL
 * with a verified certificate, as RDS is; all secrets out of mounted files.
 */
class DeploymentGuideIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "primary.cache.test";
    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";

    @TempDir
    private static Path folder;

    private static HostsFile names;
    private static RedisServer first;
    private static RedisServer second;
    private static PostgresServer postgres;
    private static Jdbi admin;
    private static Path secrets;
    private static Stack stack;

    @BeforeAll
    static void start() throws IOException {
        names = HostsFile.in(folder).point(NAME, FIRST);
        secrets = Files.createDirectory(folder.resolve("secrets"));
        startRedis();
        postgres = PostgresServer.in(folder.resolve("postgres"))
                .tls(TestCertificates.in(folder.resolve("postgres-authority")))
                .onlyTls()
                .start();
        admin = Jdbi.create(postgres.admin().dataSource());
        mount("REDIS_PASSWORD", "first-redis-secret");
        mount("DATABASE_PASSWORD", postgres.database("prefer").password());

        Map<String, String> environment = new HashMap<>(postgres.environment("verify-full"));
        environment.put("DATABASE_PASSWORD", "the file wins over this");
        environment.put("REDIS_ADDR", NAME + ":" + first.port());
        environment.put("EDGE_MCP_REDIS_ENABLED", "true");
        environment.put("EDGE_MCP_TOOL_CACHE_TTL", "2m");
        environment.put("REDIS_USERNAME", "devmesh");
        environment.put("REDIS_TLS_ENABLED", "true");
        environment.put("REDIS_TLS_CA_FILE", first.environment().get("REDIS_TLS_CA_FILE"));
        environment.put("VARIABLE_SOURCE_DIRS", secrets.toString());
        environment.put("JVM_ARGS", "-Xmx512m " + names.jvmOption());
        environment.put("DEVMESH_ENVIRONMENT", "production");
        stack = Stack.on("deployment-guide", postgres.database("prefer"), environment);
    }

    /** Both with the certificate of the one name, at the same port of two addresses. */
    private static void startRedis() {
        TestCertificates authority = TestCertificates.in(folder.resolve("redis-authority"));
        CertifiedKey certificate = authority.server(NAME, FIRST, SECOND);
        int port = FreePort.find();
        first = redis("first", FIRST, port, authority, certificate).start();
        second = redis("second", SECOND, port, authority, certificate)
                .replicaOf(first)
                .start();
        second.awaitReplication();
    }

    private static RedisServerBuilder redis(
            String name, String address, int port, TestCertificates authority, CertifiedKey certificate) {
        return RedisServer.in(folder.resolve(name))
                .host(address)
                .port(port)
                .user("user default off")
                .user("user devmesh on >first-redis-secret ~* &* +@all")
                .tls(authority, certificate, ClientCertificates.IGNORED);
    }

    private static void mount(String variable, String secret) throws IOException {
        Files.writeString(secrets.resolve(variable), secret + "\n");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        second.close();
        first.close();
        postgres.close();
    }

    @Test
    void servesWithTlsAndSecretsOutOfFiles() throws IOException {
        awaitStored("guide");

        for (String service : new String[] {"edge-1", "worker-1"}) {
            assertThat(Files.readString(stack.log(service)))
                    .doesNotContain(
                            "first-redis-secret", postgres.database("prefer").password());
        }
    }

    @Test
    void keepsTheCacheInTheSameRedisByTls() {
        stack.edge().structured("event_list", "{}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Stream.of(first, second)
                                .flatMap(server -> server.admin().keys("edge_mcp:cache:*").stream()))
                        .isNotEmpty());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void connectsToNothingButRedisAndPostgresql() throws IOException {
        stack.edge().structured("event_list", "{}");
        awaitStored("connected");

        for (LibertyServer service : List.of(stack.edgeServer(), stack.worker())) {
            assertThat(new OpenConnections(service.process().pid()).remotePorts())
                    .containsExactlyInAnyOrder(first.port(), postgres.port());
        }
    }

    @Test
    void opensNoConnectionForEachDelivery() {
        awaitStored("before-many");
        int before = connectionsReceived();

        for (int i = 0; i < 100; i++) {
            deliver("one-of-many-" + i);
        }

        assertThat(connectionsReceived() - before).isLessThan(20); // of which ours, to ask, are two
    }

    @Test
    void followsTheNameToAnotherServerAfterAFailover() {
        awaitStored("before-failover");

        RedisServer demoted = second.info("replication", "role").equals("slave") ? first : second;
        RedisServer promoted = demoted == first ? second : first;
        promoted.promote();
        demoted.replicate(promoted);
        names.point(NAME, promoted.host());

        long start = System.nanoTime();
        awaitOnStreamOf(promoted, "after-failover");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        awaitStored("after-failover-2");
    }

    @Test
    void picksUpARotatedRedisPasswordWithoutARestart() throws IOException {
        awaitStored("before-rotation");
        long starts = stack.worker().process().pid();

        // As ElastiCache rotates: first both are good, then the new one alone.
        for (RedisServer server : new RedisServer[] {first, second}) {
            server.command(Protocol.Command.ACL, "SETUSER", "devmesh", ">second-redis-secret");
        }
        mount("REDIS_PASSWORD", "second-redis-secret");
        for (RedisServer server : new RedisServer[] {first, second}) {
            server.command(Protocol.Command.ACL, "SETUSER", "devmesh", "<first-redis-secret");
            server.command(Protocol.Command.CLIENT, "KILL", "USER", "devmesh");
        }

        awaitStored("after-rotation");
        assertThat(stack.worker().process().pid()).isEqualTo(starts);
    }

    @Test
    void picksUpARotatedDatabasePasswordWithoutARestart() throws IOException {
        awaitStored("before-database-rotation");
        admin.useHandle(handle -> handle.execute("ALTER ROLE devmesh PASSWORD 'second-database-secret'"));
        mount("DATABASE_PASSWORD", "second-database-secret");
        admin.useHandle(handle ->
                handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'devmesh'"));

        String delivery = "after-database-rotation";
        deliver(delivery);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(delivery)).isEqualTo("processed"));
    }

    private static int connectionsReceived() {
        return Stream.of(first, second)
                .mapToInt(server -> Integer.parseInt(server.info("stats", "total_connections_received")))
                .sum();
    }

    private static void awaitStored(String delivery) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            deliver(delivery);
            assertThat(statusOf(delivery)).isEqualTo("processed");
        });
    }

    /** Until the door puts deliveries on that server again, rather than into the database. */
    private static void awaitOnStreamOf(RedisServer server, String delivery) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            String before = entriesAdded(server);
            deliver(delivery + System.nanoTime());
            assertThat(entriesAdded(server)).isNotEqualTo(before);
        });
    }

    private static String entriesAdded(RedisServer server) {
        return server.admin().xinfoStream("webhook-events").getLastGeneratedId().toString();
    }

    private static void deliver(String delivery) {
        assertThat(stack.edge()
                        .deliver("issues", delivery, EdgeClient.issue(1, "opened"))
                        .status())
                .isEqualTo(202);
    }

    private static String statusOf(String delivery) {
        return admin.withHandle(handle -> handle.createQuery("SELECT status FROM event WHERE delivery_id = :id")
                .bind("id", delivery)
                .mapTo(String.class)
                .findOne()
                .orElse("absent"));
    }
}
