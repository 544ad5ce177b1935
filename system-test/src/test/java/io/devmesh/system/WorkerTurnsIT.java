package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.LibertyServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Who reads the stream when the one that did is stopped or killed. */
class WorkerTurnsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int EVENTS = 2_000;

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("turns", Map.of("WORKER_CONCURRENCY", "2", "WORKER_LEASE", LEASE.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aWorkerThatIsStoppedStoresWhatItHasReadAndNothingIsDeliveredTwice() {
        EdgeClient edge = stack.tenant("stopped");
        LibertyServer leaving = reader();
        IntStream.range(0, EVENTS).parallel().forEach(i -> {
            edge.deliver("issues", "d-" + i, EdgeClient.issue(i, "opened"));
            if (i == EVENTS / 2) {
                leaving.process().destroy();
            }
        });
        await().atMost(DRAIN).until(() -> !leaving.process().isAlive());
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            assertThat(redis.xpending("webhook-events", "webhook-processors").getTotal())
                    .as("what it left pending")
                    .isZero();
        }
        stack.startWorker("after-" + leaving.process().pid()).awaitReady(PATIENCE);

        await().atMost(PATIENCE).until(() -> processed("stopped-github") == EVENTS);
        assertThat(count("SELECT count(*) FROM event_history a JOIN event e ON e.id = a.event_id"
                        + " WHERE e.source = 'stopped-github'"))
                .as("attempts at all of them")
                .isEqualTo(EVENTS);
        assertThat(count("SELECT count(*) FROM ledger WHERE source = 'stopped-github' AND kind = 'duplicate'"))
                .isZero();
    }

    @Test
    void whatAKilledWorkerHadIsStoredAsSoonAsItsTurnIsOver() {
        EdgeClient edge = stack.tenant("killed");
        LibertyServer victim = reader();
        LibertyServer next = stack.startWorker("next-" + victim.process().pid());
        next.awaitReady(PATIENCE);
        try (Handle held = stack.jdbi().open()) {
            held.begin();
            // Whoever is to store an event of this source waits for this transaction.
            held.execute("INSERT INTO ledger (source, kind, writer, events) VALUES ('killed-github', 'stored', '"
                    + victimsWriter() + "/0', 0), ('killed-github', 'stored', '" + victimsWriter() + "/1', 0)");
            IntStream.range(0, 50).forEach(i -> edge.deliver("issues", "d-" + i, EdgeClient.issue(i, "opened")));
            await().atMost(PATIENCE).until(() -> pending() > 0);
            victim.kill();
            held.rollback();
        }

        await().atMost(LEASE.plusSeconds(1).plus(DRAIN))
                .until(() -> count("SELECT count(*) FROM event WHERE source = 'killed-github'") == 50);
        await().atMost(PATIENCE).until(() -> processed("killed-github") == 50);
    }

    /** The Worker whose turn it is. */
    private static LibertyServer reader() {
        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM lease WHERE name = 'stream-reader' AND until > now()") == 1);
        return stack.server(victimsWriter().replace("worker@", ""));
    }

    private static String victimsWriter() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT split_part(holder, '#', 1) FROM lease WHERE name = 'stream-reader'")
                        .mapTo(String.class)
                        .one());
    }

    private static long pending() {
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            return redis.xpending("webhook-events", "webhook-processors").getTotal();
        }
    }

    private static long processed(String source) {
        return count("SELECT count(*) FROM event WHERE source = '" + source + "' AND status = 'processed'");
    }

    private static long count(String sql) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
