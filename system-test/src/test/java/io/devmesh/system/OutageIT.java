package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.servers.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

/** What users see while Redis or PostgreSQL is away, and that nothing accepted is lost by it. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MAX_BACKLOG = 1_000;

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start(
                "outage",
                Map.of(
                        "EDGE_MCP_REDIS_ENABLED", "true",
                        "WEBHOOK_MAX_BACKLOG", Integer.toString(MAX_BACKLOG),
                        "WEBHOOK_MAX_REDIS_MEMORY", "100"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** Each test begins with everything in order. */
    @AfterEach
    void mend() {
        stack.redis().start();
        stack.postgres().start();
        awaitStored("mended-" + System.nanoTime());
    }

    @Test
    void storesInTheDatabaseWhatComesWhileRedisIsAway() {
        stack.redis().kill();

        Answer accepted = deliver("redis-away");

        assertThat(accepted.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf("redis-away")).isEqualTo("processed"));
        Answer readiness = stack.edge().get("/health/ready");
        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.response().body())
                .contains("\"degraded\":true", "\"redis\":\"REDIS_ADDR", "\"cache\":\"REDIS_ADDR");
    }

    @Test
    void storesInTheDatabaseWhatARedisWithoutMemoryRefuses() {
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            redis.configSet("maxmemory", "1");
            Answer accepted = deliver("redis-full");
            redis.configSet("maxmemory", "0");

            assertThat(accepted.status()).isEqualTo(202);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf("redis-full")).isEqualTo("processed"));
    }

    @Test
    void turnsDeliveriesAwayWhileTooMuchWaits() {
        awaitStored("before-too-much");
        stack.postgres().kill(); // so that the Worker takes nothing
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            for (int i = 0; i <= MAX_BACKLOG; i++) {
                redis.xadd("webhook-events", StreamEntryID.NEW_ENTRY, Map.of("number", Integer.toString(i)));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(deliver("too-much").status()).isEqualTo(503));
            assertThat(deliver("too-much").header("Retry-After")).isEqualTo("5");
            assertThat(stack.edge().get("/metrics").response().body())
                    .contains("webhook_backlog", "outcome=\"backpressure\"");
            redis.del("webhook-events");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deliver("room-again").status()).isEqualTo(202));
    }

    @Test
    void saysWithinSecondsThatRedisHangs() {
        EdgeClient worker = new EdgeClient(stack.workerPort(), "", "", "");
        new Signal("STOP").send(stack.redis().process());
        try {
            long start = System.nanoTime();
            Answer readiness = worker.get("/health/ready");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.response().body()).contains("REDIS_ADDR");
        } finally {
            new Signal("CONT").send(stack.redis().process());
        }
    }

    @Test
    void flowsAgainAfterRedisIsBack() {
        stack.redis().kill();
        stack.redis().start();

        awaitStored("redis-back");
    }

    @Test
    void makesTheConsumerGroupAnewAfterEverythingWasFlushed() {
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            redis.flushAll();
        }

        awaitStored("flushed");
    }

    @Test
    void keepsOnTheStreamWhatComesWhileTheDatabaseIsAway() {
        stack.postgres().kill();

        assertThat(deliver("database-away").status()).isEqualTo(202);
        Answer tool = stack.edge().mcp("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'event_list'}}");
        assertThat(tool.status()).isEqualTo(503);
        assertThat(tool.header("Retry-After")).isEqualTo("5");
        assertThat(tool.json().path("error").path("message").stringValue()).contains("away");

        stack.postgres().start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf("database-away")).isEqualTo("processed"));
    }

    @Test
    void staysAliveAndSaysWhyItIsNotReadyWhileTheDatabaseIsAway() {
        stack.postgres().kill();
        EdgeClient worker = new EdgeClient(stack.workerPort(), "", "", "");

        assertThat(worker.get("/health/live").status()).isEqualTo(200);
        Answer readiness = worker.get("/health/ready");
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.response().body()).contains("DATABASE_HOST").doesNotContain(password());
    }

    @Test
    void answers503WithAHintWhileBothAreAway() {
        stack.postgres().kill();
        stack.redis().kill();

        Answer refused = deliver("both-away");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(stack.edge().get("/health/ready").status()).isEqualTo(503);
        assertThat(stack.edge().get("/health/live").status()).isEqualTo(200);
    }

    private static String password() {
        return stack.postgres().database().password();
    }

    private static void awaitStored(String delivery) {
        assertThat(deliver(delivery).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(delivery)).isEqualTo("processed"));
    }

    private static Answer deliver(String delivery) {
        return stack.edge().deliver("issues", delivery, EdgeClient.issue(1, "opened"));
    }

    /** Empty where it is not stored; asked of the database, because the tools may be what is away. */
    private static String statusOf(String delivery) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT status FROM event WHERE delivery_id = :id")
                        .bind("id", delivery)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }
}
