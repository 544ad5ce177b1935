package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.servers.Endpoints;
import io.devmesh.system.servers.Signal;
import io.devmesh.system.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * {@code helm upgrade}, as far as processes see it: the schema is expanded, then each replica is replaced, one after the other, while
 * clients go on. They reach Edge MCP through what a Service of Kubernetes is, which knows connections and no requests: one that is open
 * stays with its pod until somebody closes it.
 */
class RollingUpgradeIT {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What nodes need to hear that a pod is going. */
    private static final Duration NEWS_TRAVEL = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final Endpoints pods = new Endpoints();
    private final List<String> protocol = new ArrayList<>();
    private Stack stack;
    private TcpProxy service;
    private int second;

    @BeforeEach
    void start() {
        Duration drain = Rollout.of("edge-mcp").preStop();
        stack = Stack.startWithFixtures(
                "upgrade", Map.of("JVM_ARGS", "-Xmx384m", "EDGE_MCP_DRAIN_DELAY", drain.toSeconds() + "s"));
        service = TcpProxy.to(pods);
        pods.add(stack.edge().port());
        second = stack.startEdge("edge-2");
        pods.add(second);
    }

    @AfterEach
    void stop() {
        if (stack != null) {
            service.close();
            stack.close();
        }
    }

    @Test
    void failsNoCallLosesNoEventAndDropsNoSession() throws InterruptedException {
        EdgeClient edge = stack.edge().on(service.port());
        List<Integer> replaced = new ArrayList<>();
        try (SteadyTraffic traffic = new SteadyTraffic(edge)) {
            List.of(5, 60, 400, 1_500, 4_000).forEach(millis -> traffic.call(Duration.ofMillis(millis)));
            List.of(10, 300, 2_500).forEach(millis -> traffic.deliver(Duration.ofMillis(millis)));
            traffic.callSlowly(Duration.ofMillis(50));
            traffic.listen(Duration.ofMillis(100));
            traffic.talk();

            new OtherSchema(stack.postgres().database(), folder).ofAVersionToCome();
            note("schema expanded");
            replaced.add(replaceEdge("edge-1", stack.edge().port()));
            replaced.add(replaceEdge("edge-2", second));
            replaceWorker("worker-1");
            traffic.stop();

            System.out.println("Rolling upgrade: " + traffic + "\n" + String.join("\n", protocol));
            assertThat(traffic.failures()).isEmpty();
            assertThat(traffic.count("WebSockets"))
                    .as("the first, and one for each replica at the most")
                    .isBetween(2L, 3L);
            assertThat(traffic.sessions())
                    .allSatisfy(session -> assertThat(replaced)
                            .allSatisfy(port -> assertThat(session.on(port)
                                            .request("ping", "{}")
                                            .status())
                                    .isEqualTo(200)));
            await().atMost(PATIENCE).until(() -> traffic.heard() >= traffic.count("told"));
            assertThat(traffic.heard()).isEqualTo((int) traffic.count("told"));
            assertStoredOnce(traffic.accepted().stream().sorted().toList());
        }
    }

    private int replaceEdge(String old, int port) {
        Rollout rollout = Rollout.of("edge-mcp");
        assertThat(rollout.surge()).isOne();
        assertThat(rollout.unavailable()).isZero();
        int next = stack.startEdge(old + "-next");
        pods.add(next);
        note(old + "-next is ready");
        note(old + " gets SIGTERM, and serves on");
        ProcessHandle process = stack.server(old).process();
        new Signal("TERM").send(process);
        pass(NEWS_TRAVEL);
        pods.remove(port);
        awaitEnd(old, process, rollout.grace().minus(NEWS_TRAVEL));
        return next;
    }

    private void replaceWorker(String old) {
        stack.startWorker(old + "-next").awaitReady(READY);
        note(old + "-next is ready");
        Rollout rollout = Rollout.of("worker");
        pass(rollout.preStop());
        note(old + " gets SIGTERM");
        ProcessHandle process = stack.server(old).process();
        new Signal("TERM").send(process);
        awaitEnd(old, process, rollout.grace().minus(rollout.preStop()));
    }

    private void awaitEnd(String pod, ProcessHandle process, Duration left) {
        await(pod + " ends before it would be killed").atMost(left).until(() -> !process.isAlive());
        note(pod + " has ended");
    }

    /** Time is part of what is tested here; nothing else is awaited. */
    private static void pass(Duration duration) {
        long start = System.nanoTime();
        await().atMost(duration.plus(PATIENCE)).until(() -> System.nanoTime() - start >= duration.toNanos());
    }

    private void assertStoredOnce(List<String> accepted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processed()).isEqualTo(accepted));
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(redis.xlen("webhook-events")).isZero());
            assertThat(redis.xpending("webhook-events", "webhook-processors").getTotal())
                    .isZero();
        }
    }

    private List<String> processed() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT delivery_id FROM event WHERE status = 'processed' ORDER BY delivery_id COLLATE \"C\"")
                        .mapTo(String.class)
                        .list());
    }

    private void note(String what) {
        protocol.add(Instant.now() + " " + what);
    }
}
