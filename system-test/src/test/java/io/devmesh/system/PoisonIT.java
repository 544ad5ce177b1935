package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.LibertyServer;
import io.devmesh.worker.inbox.WorkPoller;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** An event that ends every Worker that touches it is a dead letter, and everything else goes on. */
class PoisonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WAITING = " pg_stat_activity WHERE wait_event = 'advisory'";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("poison", Map.of("WORKER_LEASE", "2s"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** No event of today ends a Worker, so the test does: whenever one is about to have the poison processed. */
    @Test
    void buriesAnEventThatEndsEveryWorkerAndProcessesTheRest() {
        EdgeClient edge = stack.tenant("poison");
        LibertyServer worker = stack.worker();
        makeWhoeverProcessesThePoisonWait();
        try (Handle held = stack.jdbi().open()) {
            held.execute("SELECT pg_advisory_lock(42)");
            edge.deliver("issues", "poison", EdgeClient.issue(0, "opened"));
            IntStream.range(0, 20).forEach(i -> edge.deliver("issues", "good-" + i, EdgeClient.issue(i, "opened")));
            for (int delivery = 1; delivery <= WorkPoller.DEADLY; delivery++) {
                await().atMost(PATIENCE).until(() -> waitingForThePoison() > 0);
                worker.kill();
                endTheirStatements();
                worker = stack.startWorker("worker-" + (delivery + 1));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(count("SELECT count(*) FROM event WHERE delivery_id = 'poison' AND status = 'dead'"
                                + " AND last_error LIKE '%died, 3 times'"))
                        .isOne();
                assertThat(count("SELECT count(*) FROM event WHERE source = 'poison-github' AND status = 'processed'"))
                        .isEqualTo(20);
            });
        }
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            await().atMost(PATIENCE).until(() -> redis.xlen("webhook-events") == 0);
        }
        assertThat(count("SELECT count(*) FROM entry_takeover")).isZero();
        assertThat(count("SELECT count(*) FROM event_work")).isZero();
        assertThat(count("SELECT count(*) FROM quarantined_entry")).isZero();
    }

    private static void makeWhoeverProcessesThePoisonWait() {
        stack.jdbi().useHandle(handle -> {
            handle.execute("""
                    CREATE FUNCTION devmesh.wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        PERFORM pg_advisory_xact_lock(42);
                        RETURN NEW;
                    END $$
                    """);
            handle.execute("""
                    CREATE TRIGGER poison BEFORE INSERT OR UPDATE ON devmesh.event FOR EACH ROW
                    WHEN (NEW.delivery_id = 'poison' AND NEW.status = 'processed')
                    EXECUTE FUNCTION devmesh.wait_for_the_test()
                    """);
        });
    }

    private static long waitingForThePoison() {
        return count("SELECT count(*) FROM" + WAITING);
    }

    /** PostgreSQL does not notice that a client is gone while its statement waits. */
    private static void endTheirStatements() {
        long ended = count("SELECT count(pg_terminate_backend(pid)) FROM" + WAITING);
        assertThat(ended).isPositive();
    }

    private static long count(String sql) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
