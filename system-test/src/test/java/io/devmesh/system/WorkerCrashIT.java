package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.LibertyServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** Whoever dies, every accepted event becomes a row, once. */
class WorkerCrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STREAM = "webhook-events";
    private static final String GROUP = "webhook-processors";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("crash");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void takesOverWhatADeadConsumerLeft() throws IOException, InterruptedException {
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            EdgeClient edge = stack.tenant("left");
            signal("STOP"); // a Worker that runs would always be the first to read
            AtomicInteger delivered = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> {
                edge.deliver("issues", "left-" + delivered.incrementAndGet(), EdgeClient.issue(1, "opened"));
                return readAs(redis, "dead@pod/0") > 0;
            });
            signal("CONT");

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(redis.xpending(STREAM, GROUP).getTotal()).isZero();
                assertThat(redis.xlen(STREAM)).isZero();
            });
            // Stored first, and processed from there.
            await().atMost(PATIENCE)
                    .until(() ->
                            count("SELECT count(*) FROM event WHERE source = 'left-github' AND status = 'processed'")
                                    == delivered.get());
        }
    }

    @Test
    void processesWhatADeadConsumerLeftBeforeItReadsOn() {
        EdgeClient edge = stack.tenant("before");
        stack.worker().kill();
        edge.deliver("issues", "begun", EdgeClient.issue(1, "opened"));
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            assertThat(readAs(redis, "dead@pod/0")).isOne();
        }
        int unread = 50;
        for (int i = 0; i < unread; i++) {
            edge.deliver("issues", "unread-" + i, EdgeClient.issue(1, "edited"));
        }

        stack.worker().start();

        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM event WHERE source = 'before-github' AND status = 'processed'")
                        == unread + 1);
        assertThat(count("SELECT count(*) FROM event WHERE source = 'before-github' AND finished_by IS NOT NULL"))
                .as("processed as they came, never a row that waits behind the first")
                .isEqualTo(unread);
    }

    @Test
    void losesAndDoublesNothingWhenAWorkerIsKilledUnderLoad() {
        EdgeClient edge = stack.tenant("load");
        LibertyServer victim = stack.startWorker("worker-2");
        victim.awaitReady(PATIENCE);
        int events = 3_000;

        IntStream.range(0, events).parallel().forEach(i -> {
            assertThat(edge.deliver("issues", "load-" + i, EdgeClient.issue(i, "opened"))
                            .status())
                    .isEqualTo(202);
            if (i % 1_000 == 500) {
                victim.kill();
            }
        });

        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM event WHERE source = 'load-github'") == events);
        assertThat(count("SELECT count(DISTINCT delivery_id) FROM event WHERE source = 'load-github'"))
                .isEqualTo(events);
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(redis.xpending(STREAM, GROUP).getTotal()).isZero();
                assertThat(redis.xlen(STREAM)).isZero();
            });
        }
    }

    @Test
    void quarantinesWhatNoProgramOfOursWrote() {
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            StreamEntryID id = redis.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("event_id", "7", "payload", "{}"));

            await().atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM quarantined_entry WHERE entry_id = '" + id + "'") == 1);
            await().atMost(PATIENCE).until(() -> redis.xlen(STREAM) == 0);
        }
    }

    private static void signal(String name) throws IOException, InterruptedException {
        long pid = stack.worker().process().pid();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int readAs(RedisClient redis, String consumer) {
        var read = redis.xreadGroup(
                GROUP,
                consumer,
                XReadGroupParams.xReadGroupParams().count(10).block(50),
                Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        return read == null || read.isEmpty() ? 0 : read.get(0).getValue().size();
    }

    private static long count(String sql) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
