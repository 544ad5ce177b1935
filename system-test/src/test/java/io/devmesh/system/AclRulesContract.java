package io.devmesh.system;

import static io.devmesh.system.EdgeClient.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.EmbeddedPostgres;
import io.devmesh.system.servers.RedisProgram;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.RedisServerBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** The ACL rules of the operations page are enough for both services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AclRulesContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STREAM = "webhook-events";
    private static final String GROUP = "webhook-processors";

    private final Map<String, AclRules> rules = AclRules.ofThePage();
    private final AtomicInteger deliveries = new AtomicInteger();
    private RedisServer redis;
    private EmbeddedPostgres postgres;
    private FixtureServer fixtures;
    private Stack stack;

    abstract RedisProgram program();

    @BeforeAll
    void start() {
        String name = "acl-" + program().name().toLowerCase(Locale.ROOT);
        Path folder = Path.of("target", "stacks", name).toAbsolutePath();
        RedisServerBuilder builder =
                RedisServer.in(folder.resolve("acl-redis")).program(program()).user("user default off");
        rules.values().forEach(user -> builder.user(user.line()));
        redis = builder.start();
        redis.admin().flushAll();
        postgres = new EmbeddedPostgres(Stack.binaries(), folder.resolve("acl-postgres"), Map.of());
        postgres.start();
        Jdbi.create(postgres.database().asOwner().dataSource())
                .useHandle(handle -> handle.execute("DROP SCHEMA IF EXISTS devmesh CASCADE"));
        fixtures = FixtureServer.in(folder.resolve("fixtures"));
        stack = Stack.on(name, postgres.database(), environment(), environmentByServer());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(postgres.database().environment());
        environment.put("REDIS_ADDR", redis.address());
        environment.put("REDIS_PASSWORD", AclRules.PASSWORD);
        return environment;
    }

    private Map<String, Map<String, String>> environmentByServer() {
        Map<String, String> edge = new HashMap<>(fixtures.environment());
        edge.put("REDIS_USERNAME", "edge-cache");
        edge.put("REDIS_QUEUE_USERNAME", "edge-queue");
        edge.put("EDGE_MCP_REDIS_ENABLED", "true");
        edge.put("WEBHOOK_DURABILITY", "replicated"); // by no replica, so that the rows are stored at once
        edge.put("WEBHOOK_REPLICA_TIMEOUT", "10ms");
        Map<String, String> worker =
                Map.of("REDIS_USERNAME", "worker", "WORKER_CLAIM_MIN_IDLE", "1s", "WORKER_CONSUMER_MAX_IDLE", "1s");
        return Map.of("edge-mcp", edge, "worker", worker);
    }

    @AfterAll
    void stop() {
        stack.close();
        postgres.close();
        redis.close();
    }

    @Test
    void areEnoughForEverythingThatTheServicesDo() {
        redis.command(Command.ACL, "LOG", "RESET");

        awaitProcessed(deliver());
        assertThat(stack.edge().structured("event_list", "{}").path("events").isEmpty())
                .isFalse();
        await().atMost(PATIENCE)
                .until(() -> !redis.admin().keys("edge_mcp:cache:*").isEmpty());
        redis.admin().flushAll(); // the group is made anew
        awaitProcessed(deliver());
        leaveToADeadConsumer(); // is taken over
        await().atMost(PATIENCE).until(() -> redis.admin().xlen(STREAM) == 0);
        useCache(true);
        new SessionTour(stack.edge()).go();
        makeAllConnectAnew();
        awaitProcessed(deliver());
        assertThat(stack.edge().get("/health/ready").status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(worker().get("/health/ready").status()).isEqualTo(200));

        assertThat(denied()).filteredOn(denial -> !denial.isOfDiagnosis()).isEmpty();
    }

    /** Takes the grant away, and waits until somebody misses it. */
    void assertMissed(String user, String command) {
        AclRules full = rules.get(user);
        redis.command(Command.ACL, full.without(command).arguments());
        try {
            redis.command(Command.ACL, "LOG", "RESET");
            await(user + " is denied " + command)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        use(command);
                        return denied().stream().anyMatch(denial -> denial.concerns(user, command));
                    });
        } finally {
            redis.command(Command.ACL, full.arguments());
        }
    }

    Stream<Arguments> grants() {
        return rules.values().stream()
                .flatMap(user -> user.commands().stream().map(command -> Arguments.of(user.user(), command)));
    }

    /** Makes the services do what needs {@code command}. */
    private void use(String command) {
        if (command.equals("client|setname")) {
            makeAllConnectAnew();
        }
        if (command.equals("xgroup|create")) {
            redis.admin().flushAll();
        } else {
            leaveToADeadConsumer();
        }
        deliver();
        stack.edge().tool("event_list", "{}");
        useCache(!command.equals("subscribe"));
        new SessionTour(stack.edge()).go();
        stack.edge().get("/health/ready");
        worker().get("/health/ready");
    }

    private void useCache(boolean awaitTouch) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(environmentByServer().get("edge-mcp"));
        try (CacheReplica replica = new CacheReplica(environment)) {
            if (awaitTouch) {
                await().atMost(PATIENCE).until(replica::isInTouch);
            }
            replica.loadAndInvalidate();
        }
    }

    private void makeAllConnectAnew() {
        redis.command(Command.CLIENT, "KILL", "TYPE", "normal");
        redis.command(Command.CLIENT, "KILL", "TYPE", "pubsub");
    }

    private EdgeClient worker() {
        return new EdgeClient(stack.workerPort(), "", "", "");
    }

    private String deliver() {
        String delivery = "acl-" + deliveries.incrementAndGet();
        assertThat(stack.edge().deliver("issues", delivery, issue(1, "opened")).status())
                .isEqualTo(202);
        return delivery;
    }

    private void awaitProcessed(String delivery) {
        await().atMost(PATIENCE)
                .until(() -> stack.jdbi()
                                .withHandle(handle -> handle.createQuery(
                                                "SELECT count(*) FROM event WHERE delivery_id = :id AND status = 'processed'")
                                        .bind("id", delivery)
                                        .mapTo(Long.class)
                                        .one())
                        == 1);
    }

    /** In one transaction, because otherwise a Worker that runs would be the first to read. */
    private void leaveToADeadConsumer() {
        try (AbstractTransaction transaction = redis.admin().multi()) {
            transaction.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("event_id", "7", "payload", "{}"));
            transaction.xreadGroup(
                    GROUP,
                    "dead@pod/0",
                    XReadGroupParams.xReadGroupParams().count(10),
                    Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
            transaction.exec();
        }
    }

    private List<Denial> denied() {
        return ((List<?>) redis.command(Command.ACL, "LOG"))
                .stream().map(entry -> Denial.of((List<?>) entry)).toList();
    }

    /** One entry of ACL LOG. */
    record Denial(String user, String object, String reason) {
        static Denial of(List<?> entry) {
            return new Denial(field(entry, "username"), field(entry, "object"), field(entry, "reason"));
        }

        /** Redis 6.2 names the command without its subcommand. */
        boolean concerns(String denied, String command) {
            return user.equals(denied) && (object.equals(command) || command.startsWith(object + "|"));
        }

        /** While a store does not serve, as when its connections were killed, readiness examines it. */
        boolean isOfDiagnosis() {
            return AclRules.ofDiagnosis().stream().anyMatch(command -> concerns(user, command));
        }

        private static String field(List<?> entry, String name) {
            for (int i = 0; i + 1 < entry.size(); i += 2) {
                if (text(entry.get(i)).equals(name)) {
                    return text(entry.get(i + 1));
                }
            }
            return "";
        }

        private static String text(Object value) {
            return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
        }
    }
}
