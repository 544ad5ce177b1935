package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.docs.PageBlocks;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** The ledger sees what is lost behind the product's back, and nothing else. */
class LedgerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String STREAM = "webhook-events";
    private static final Pattern MISSING = Pattern.compile("(?m)^webhook_ledger_missing\\{[^}]*} (\\S+)$");

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("ledger");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void missesWhatIsDeletedFromTheStreamUntilItIsWrittenOff() throws IOException, SQLException {
        EdgeClient edge = stack.tenant("ledger");
        for (int i = 0; i < 20; i++) {
            deliver(edge, "kept-" + i);
        }
        deliver(edge, "kept-0");
        await().atMost(PATIENCE).until(() -> kinds().equals(Map.of("accepted", 21L, "stored", 20L, "duplicate", 1L)));
        awaitMissing("0.0");

        stack.worker().kill();
        deliver(edge, "lost");
        deliver(edge, "kept-too");
        try (RedisClient redis = RedisClient.create("127.0.0.1", stack.redis().port())) {
            List<StreamEntry> unread = redis.xrange(STREAM, "-", "+");
            StreamEntryID lost = unread.get(unread.size() - 2).getID();
            assertThat(redis.xdel(STREAM, lost)).isOne();
        }
        stack.worker().start();

        awaitMissing("1.0");
        assertThat(kinds()).isEqualTo(Map.of("accepted", 23L, "stored", 21L, "duplicate", 1L));

        deliver(edge, "lost"); // which is another one to the ledger
        await().atMost(PATIENCE).until(() -> kinds().equals(Map.of("accepted", 24L, "stored", 22L, "duplicate", 1L)));
        awaitMissing("1.0");
        String writeOff = new PageBlocks("monitoring.md").sql("The ledger").getFirst();
        stack.jdbi().useHandle(handle -> {
            try (Statement statement = handle.getConnection().createStatement()) {
                statement.execute(
                        writeOff.replace("acme-github", "ledger-github").replace("-3", "-1"));
            }
        });
        awaitMissing("0.0");
    }

    private static void deliver(EdgeClient edge, String delivery) {
        assertThat(edge.deliver("issues", delivery, EdgeClient.issue(1, "opened"))
                        .status())
                .isEqualTo(202);
    }

    private static void awaitMissing(String events) {
        EdgeClient worker = new EdgeClient(stack.workerPort(), "", "", "");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(MISSING.matcher(
                                        worker.get("/metrics").response().body())
                                .results()
                                .map((MatchResult match) -> match.group(1)))
                        .containsExactly(events));
    }

    private static Map<String, Long> kinds() {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT kind, sum(events) AS n FROM ledger WHERE source = 'ledger-github' GROUP BY kind
                        """)
                        .setMapKeyColumn("kind")
                        .setMapValueColumn("n")
                        .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {}));
    }
}
