package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.EdgeClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Limits of tenants and keys, on two replicas. */
class LimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is promised. */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(5);

    private static final Duration FLOOD = Duration.ofSeconds(5);
    private static final int RATE = 20;
    private static final int BURST = 20;
    private static final String LIST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";
    private static final String CALL =
            "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'event_list','arguments':{}}}";

    private static Stack stack;
    private static int otherPort;

    @BeforeAll
    static void start() {
        stack = Stack.start(
                "limits",
                Map.of(
                        "EDGE_MCP_ADDRESS_FAILURES", "5",
                        "EDGE_MCP_KEY_STREAMS", "2",
                        "EDGE_MCP_TRUSTED_PROXIES", "127.0.0.1,::1"));
        otherPort = stack.startEdge("edge-2");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void mend() {
        stack.redis().start();
    }

    @Test
    void aFloodOfOneTenantOnTwoReplicasGetsItsLimitAndLeavesOthersAlone() throws Exception {
        EdgeClient flooding = limited("flooding", rate());
        EdgeClient calm = stack.tenant("calm");
        warmUp(calm);

        Flood flood = flood(flooding, calm);

        assertThat(flood.others()).isNotEmpty().containsOnly(200);
        double due = BURST + RATE * flood.seconds();
        assertThat((double) flood.admitted()).isBetween(due * 0.95, due * 1.05);
        Answer refused = awaitRefused(flooding);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"tenant\";q=20;w=1");
        assertThat(refused.header("RateLimit")).isEqualTo("\"tenant\";r=0;t=1");
        JsonNode error = refused.json().path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-32003);
        assertThat(error.path("data").path("limit_type").stringValue()).isEqualTo("tenant");
        assertThat(flooding.mcp("{'jsonrpc':'2.0','id':1,'method':'ping'}").status())
                .isEqualTo(200);
    }

    @Test
    void withoutRedisEachReplicaLetsInItsShare() throws Exception {
        EdgeClient flooding = limited("share", rate());
        EdgeClient calm = stack.tenant("calm-share");
        warmUp(calm);
        assertThat(flooding.on(otherPort).mcp(LIST).status()).isEqualTo(200);
        stack.redis().kill();

        Flood flood = flood(flooding, calm);

        assertThat(flood.others()).isNotEmpty().containsOnly(200);
        double due = BURST + RATE * flood.seconds();
        assertThat((double) flood.admitted()).isBetween(due * 0.8, due * 1.05);
    }

    @Test
    void aQuotaIsOfAllReplicasAndSurvivesARestart() {
        EdgeClient tenant = limited(
                "quota",
                new LimitOverride(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(40),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
        int third = stack.startEdge("edge-3");
        for (int i = 0; i < 15; i++) {
            assertThat(tenant.on(third).mcp(CALL).status()).isEqualTo(200);
            assertThat(tenant.mcp(CALL).status()).isEqualTo(200);
        }
        stack.server("edge-3").stop();
        int again = stack.startEdge("edge-4");

        int more = 0;
        while (more < 40 && tenant.on(again).mcp(CALL).status() == 200) {
            more++;
        }

        // The first replica may hold one that it has leased ahead.
        assertThat(more).isBetween(9, 10);
        JsonNode data = tenant.on(again).mcp(CALL).json().path("error").path("data");
        assertThat(data.path("code").stringValue()).isEqualTo("QUOTA_EXCEEDED");
        assertThat(data.path("quota_limit").intValue()).isEqualTo(40);
        assertThat(data.path("quota_used").intValue()).isEqualTo(40);
        assertThat(tenant.mcp(LIST).status()).isEqualTo(200);
        stack.server("edge-4").stop();
    }

    @Test
    void whoeverGuessesKeysIsTurnedAwayWhileThoseBesideGoOn() {
        EdgeClient known = stack.tenant("office");
        assertThat(from("203.0.113.7", known).status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(from("203.0.113.7", guess()).status()).isEqualTo(401);
        }

        Answer refused = from("203.0.113.7", guess());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.json().path("error").path("data").path("limit_type").stringValue())
                .isEqualTo("authentication");
        assertThat(from("203.0.113.7", known).status()).isEqualTo(200);
        assertThat(from("203.0.113.8", guess()).status()).isEqualTo(401);
        assertThat(stack.edge().get("/metrics").response().body())
                .contains("edge_mcp_authentications_limited_total{by=\"address\"");
    }

    @Test
    void aKeyKeepsSoManyStreamsOpenAtATime() {
        StatelessClient client = new StatelessClient(stack.tenant("streams"));
        String all = "{'toolsListChanged':true}";
        try (EventStream first = client.listen(1, all);
                EventStream second = client.listen(2, all)) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);

            Answer refused = client.request("subscriptions/listen", null, "'notifications':" + all + ",");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json()
                            .path("error")
                            .path("data")
                            .path("limit_type")
                            .stringValue())
                    .isEqualTo("streams");
        }
        // A stream that was closed complains in its own thread.
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> {
            try (EventStream next = client.listen(3, all)) {
                return next.status() == 200;
            }
        });
    }

    @Test
    void whatACommandSaysHoldsOnEveryReplicaWithinItsTime() {
        EdgeClient said = stack.tenant("said");
        for (EdgeClient client : List.of(said, said.on(otherPort))) {
            assertThat(client.mcp(CALL).status()).isEqualTo(200);
        }

        assertThat(stack.devmesh(0, "limit", "set", "--tenant", "said", "--rps", "1"))
                .isEqualTo("Limits of the tenant said: --rps 1\n");
        await().atMost(KNOWN_EVERYWHERE).until(() -> isLimited(said) && isLimited(said.on(otherPort)));
        stack.devmesh(0, "limit", "set", "--tenant", "said", "--rps", "10000", "--daily-quota", "900000");
        await().atMost(KNOWN_EVERYWHERE).until(() -> !isLimited(said) && !isLimited(said.on(otherPort)));
        stack.devmesh(0, "limit", "set", "--tenant", "said", "--key", "test", "--rps", "1");
        await().atMost(KNOWN_EVERYWHERE).until(() -> isLimited(said) && isLimited(said.on(otherPort)));
        stack.devmesh(0, "limit", "clear", "--tenant", "said", "--key", "test");
        await().atMost(KNOWN_EVERYWHERE).until(() -> !isLimited(said) && !isLimited(said.on(otherPort)));

        assertThat(stack.devmesh(0, "limit", "list", "--tenant", "said"))
                .containsPattern("\\(the tenant\\) .* said .* --rps 10000 --daily-quota 900000\n")
                .doesNotContain("test");
        assertThat(stack.devmesh(0, "quota", "--tenant", "said"))
                .containsPattern("said +day +20..-..-.. +[1-9][0-9]* +900000\n");
        assertThat(stack.devmesh(0, "audit", "export", "--tenant", "said"))
                .contains("\"limit.set\",\"subject\":\"tenant\",\"detail\":{\"rps\":1}", "limit.clear", "command:");
    }

    @Test
    void aCommandSaysWhatIsWrongWithALimit() {
        stack.tenant("wrong");
        assertThat(stack.devmesh(1, "limit", "set", "--tenant", "wrong", "--rps", "0"))
                .contains("--rps is 0, and must be a number from 1 to 1000000; leave it out");
        assertThat(stack.devmesh(1, "limit", "set", "--tenant", "wrong")).contains("Name a limit: --rps");
        assertThat(stack.devmesh(1, "limit", "set", "--tenant", "wrong", "--key", "nobody", "--rps", "1"))
                .contains("has no key 'nobody'");
        assertThat(stack.devmesh(1, "limit", "clear", "--tenant", "wrong")).contains("The variables hold already");
        assertThat(stack.devmesh(1, "quota", "--tenant", "wrong", "--from", "monday"))
                .contains("--from is not a day");
    }

    /** Whether it is let in less than three times at once. */
    private static boolean isLimited(EdgeClient client) {
        return IntStream.range(0, 3).mapToObj(i -> client.mcp(LIST)).anyMatch(answer -> answer.status() == 429);
    }

    /** A flood must be one: servers that have just begun are slow. */
    private static void warmUp(EdgeClient client) {
        for (int i = 0; i < 200; i++) {
            assertThat(client.on(i % 2 == 0 ? client.port() : otherPort)
                            .mcp(LIST)
                            .status())
                    .isEqualTo(200);
        }
    }

    private record Flood(int admitted, double seconds, List<Integer> others) {}

    /** Asks as often as two threads can, one on each replica, while somebody else asks now and then. */
    private static Flood flood(EdgeClient flooding, EdgeClient other) throws Exception {
        long start = System.nanoTime();
        long end = start + FLOOD.toNanos();
        List<Integer> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<List<Integer>> here = threads.submit(() -> statuses(flooding, end));
            Future<List<Integer>> there = threads.submit(() -> statuses(flooding.on(otherPort), end));
            while (System.nanoTime() < end) {
                others.add(other.on(others.size() % 2 == 0 ? other.port() : otherPort)
                        .mcp(LIST)
                        .status());
            }
            List<Integer> all = new ArrayList<>(here.get());
            all.addAll(there.get());
            assertThat(all).containsOnly(200, 429);
            int admitted = Collections.frequency(all, 200);
            return new Flood(admitted, (System.nanoTime() - start) / 1e9, others);
        }
    }

    private static List<Integer> statuses(EdgeClient client, long end) {
        List<Integer> statuses = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            statuses.add(client.mcp(LIST).status());
        }
        return statuses;
    }

    private static Answer awaitRefused(EdgeClient client) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1)) // more often than the rate lets in
                .until(() -> client.mcp(LIST), answer -> answer.status() == 429);
    }

    private static LimitOverride rate() {
        return new LimitOverride(
                OptionalInt.of(RATE),
                OptionalInt.of(BURST),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static EdgeClient limited(String name, LimitOverride limits) {
        EdgeClient client = stack.tenant(name);
        new LimitRepository(stack.jdbi()).set(new TenantRepository(stack.jdbi()).ensure(name), limits);
        return client;
    }

    private static EdgeClient guess() {
        return new EdgeClient(stack.edge().port(), ApiKey.generate("usr").reveal(), "", "");
    }

    private static Answer from(String address, EdgeClient client) {
        return client.send(
                client.mcpRequest(LIST.replace('\'', '"').getBytes(UTF_8)).header("X-Forwarded-For", address));
    }
}
