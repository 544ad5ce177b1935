package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.LibertyServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** An event that ends every Worker that touches it is put aside, and everything else goes on. */
class PoisonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DELIVERIES = 3;
    private static final String WAITING =
            " pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INTO event %'";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("poison", Map.of("WORKER_CLAIM_MIN_IDLE", "1s", "DATABASE_SOCKET_TIMEOUT", "5s"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** No event of today ends a Worker, so the test does: whenever one has begun with the poison. */
    @Test
    void quarantinesAnEventThatEndsEveryWorkerAndStoresTheRest() {
        EdgeClient edge = stack.tenant("poison");
        LibertyServer worker = stack.worker();
        try (Handle held = stack.jdbi().open()) {
            held.begin();
            hold(held);
            edge.deliver("issues", "poison", EdgeClient.issue(0, "opened"));
            IntStream.range(0, 20).forEach(i -> edge.deliver("issues", "good-" + i, EdgeClient.issue(i, "opened")));
            for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
                await().atMost(PATIENCE).until(() -> waitingForThePoison() > 0);
                worker.kill();
                endTheirStatements();
                worker = stack.startWorker("worker-" + (delivery + 1));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(count("SELECT count(*) FROM quarantined_entry")).isOne();
                assertThat(count("SELECT count(*) FROM event WHERE source = 'poison-github' AND status = 'processed'"))
                        .isEqualTo(20);
            });
            held.rollback();
        }
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            await().atMost(PATIENCE).until(() -> redis.xlen("webhook-events") == 0);
        }
        assertThat(count("SELECT count(*) FROM entry_takeover")).isZero();
        assertThat(count("SELECT count(*) FROM event WHERE delivery_id = 'poison'"))
                .isZero();
    }

    /** Whoever stores that delivery waits for this transaction, which has its key. */
    private static void hold(Handle held) {
        held.createUpdate("""
                        INSERT INTO devmesh.event (id, tenant_id, source, delivery_id, provider, type, status, received_at,
                                                   traceparent, content_type, body)
                        SELECT :id, tenant_id, name, 'poison', provider, 'x', 'processed', now(), '', '', ''
                        FROM devmesh.webhook_source WHERE name = 'poison-github'
                        """).bind("id", UUID.randomUUID()).execute();
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
