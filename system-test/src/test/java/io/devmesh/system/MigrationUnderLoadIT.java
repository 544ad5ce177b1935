package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.LibertyServer;
import io.devmesh.local.RedisBinary;
import io.devmesh.system.migrate.DevmeshProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** The way of docs/operations/redis-migration.md, under load: nothing is lost, nothing takes effect twice. */
class MigrationUnderLoadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String STREAM = "webhook-events";
    private static final String GROUP = "webhook-processors";
    private static final Path FOLDER =
            Path.of("target", "stacks", "migration-target").toAbsolutePath();

    private Stack stack;
    private EmbeddedRedis redisB;
    private LibertyServer edge2;
    private LibertyServer worker2;
    private EdgeClient throughEdge2;

    @BeforeEach
    void start() {
        stack = Stack.start("migration");
        redisB = new EmbeddedRedis(() -> RedisBinary.bundled(Stack.binaries()), FOLDER.resolve("redis"), Map.of());
        redisB.start();
        try (RedisClient b = client(redisB)) {
            b.flushAll();
        }
        EdgeClient edge1 = stack.edge();
        int port = FreePort.find();
        throughEdge2 = new EdgeClient(port, edge1.apiKey(), edge1.source(), edge1.secret());
        edge2 = onTarget("edge-mcp", "edge-2", "EDGE_MCP_PORT", port);
        worker2 = onTarget("worker", "worker-2", "WORKER_PORT", FreePort.find());
    }

    private LibertyServer onTarget(String name, String pod, String portVariable, int port) {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.put("REDIS_ADDR", redisB.address());
        environment.put("DEVMESH_POD_NAME", pod);
        environment.put(portVariable, Integer.toString(port));
        return new LibertyServer(
                name,
                Path.of(System.getProperty("wlp")),
                FOLDER.resolve(pod),
                FOLDER.resolve(pod + ".log"),
                port,
                environment);
    }

    @AfterEach
    void stop() {
        edge2.stop();
        worker2.stop();
        stack.close();
        redisB.stop();
    }

    @Test
    void losesAndDoublesNothingWhileServicesMoveToAnotherRedis() throws IOException, InterruptedException {
        try (Deliveries deliveries = Deliveries.start(60, stack.edge());
                RedisClient a = client(stack.redis());
                RedisClient b = client(redisB);
                DevmeshProcess migrate = DevmeshProcess.start(
                        Map.of("REDIS_ADDR", stack.redis().address(), "TARGET_REDIS_ADDR", redisB.address()),
                        "migrate",
                        "--until-drained",
                        "--quiet-seconds",
                        "5",
                        "--json")) {
            await().atMost(PATIENCE).until(() -> migrate.err().contains("\"behind\":0"));
            deliveries.awaitAccepted(500);

            edge2.start();
            worker2.start();
            edge2.awaitReady(PATIENCE);
            worker2.awaitReady(PATIENCE);
            deliveries.sendTo(stack.edge(), throughEdge2);
            deliveries.awaitAccepted(500);
            int inHand = killWorkerWithEntriesInHand(a);
            deliveries.awaitAccepted(300);
            deliveries.sendTo(throughEdge2);
            deliveries.awaitAccepted(100);
            stack.edgeServer().stop();
            deliveries.awaitAccepted(1_000);
            deliveries.stop();

            assertThat(migrate.await(PATIENCE)).as(migrate.out()).isZero();
            Set<String> accepted = deliveries.accepted();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(processed()).containsAll(accepted));
            assertThat(processed()).hasSameSizeAs(accepted).doesNotHaveDuplicates();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(b.xlen(STREAM)).isZero();
                assertThat(b.xpending(STREAM, GROUP).getTotal()).isZero();
            });
            assertThat(inHand).isPositive();
            assertThat(deliveriesOn(a)).hasSizeGreaterThanOrEqualTo(inHand);
            assertThat(processed()).containsAll(deliveriesOn(a));
            assertThat(migrate.report().path("counters").path("copied").longValue())
                    .isGreaterThanOrEqualTo(inHand);
        }
    }

    /** Pauses the Worker of the source, reads in its name, as it would have, and kills it. */
    private int killWorkerWithEntriesInHand(RedisClient a) throws IOException, InterruptedException {
        LibertyServer worker1 = stack.worker();
        String consumer = a.xinfoConsumers2(STREAM, GROUP).getFirst().getName();
        new ProcessBuilder("kill", "-STOP", Long.toString(worker1.process().pid()))
                .start()
                .waitFor();
        await().atMost(PATIENCE).until(() -> a.xlen(STREAM) >= 40);
        var read = a.xreadGroup(
                GROUP,
                consumer,
                XReadGroupParams.xReadGroupParams().count(20),
                Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        worker1.kill();
        return read.getFirst().getValue().size();
    }

    private List<String> processed() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT delivery_id FROM event WHERE status = 'processed'")
                        .mapTo(String.class)
                        .list());
    }

    private static List<String> deliveriesOn(RedisClient redis) {
        return redis.xrange(STREAM, StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID).stream()
                .map(StreamEntry::getFields)
                .map(fields -> fields.get("metadata").replaceAll(".*\"delivery_id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static RedisClient client(EmbeddedRedis redis) {
        return RedisClient.create("127.0.0.1", redis.port());
    }
}
