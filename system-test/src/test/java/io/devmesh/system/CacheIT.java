package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EdgeClient.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** What users notice of the cache, with Redis behind it and required. */
class CacheIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOOLS_LIST = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start(
                "cached",
                Map.of(
                        "EDGE_MCP_REDIS_ENABLED", "true",
                        "EDGE_MCP_REDIS_FALLBACK_MODE", "false",
                        "EDGE_MCP_TOOL_CACHE_TTL", "2m"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void mend() {
        stack.redis().start();
        stack.postgres().start();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(stack.edge().get("/health/ready").status()).isEqualTo(200));
    }

    @Test
    void asksAToolOnceForTwoCallsAndSharesTheAnswer() {
        EdgeClient edge = stack.tenant("twice");
        double before = metric("edge_mcp_cache_loads_total", "region=\"tool_result\"", "result=\"success\"");

        assertThat(edge.structured("event_list", "{'limit':3,'type':'push'}"))
                .isEqualTo(edge.structured("event_list", "{'type':'push','limit':3}"));

        assertThat(metric("edge_mcp_cache_loads_total", "region=\"tool_result\"", "result=\"success\""))
                .isEqualTo(before + 1);
        assertThat(metric("edge_mcp_cache_operations_total", "tier=\"l1\"", "operation=\"get\"", "result=\"hit\""))
                .isPositive();
        assertThat(metric("edge_mcp_cache_l1_entries")).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(keys("edge_mcp:cache:*"))
                        .anyMatch(key -> key.matches("edge_mcp:cache:[0-9a-f-]{36}:tool_result:sha256-[0-9a-f]{64}")));
        assertThat(keys("*")).noneMatch(key -> key.contains(edge.apiKey()));
    }

    @Test
    void knowsKeysForAWhileWhileTheDatabaseIsAway() {
        EdgeClient edge = stack.tenant("known");
        EdgeClient stranger = stack.tenant("stranger");
        edge.structured("event_list", "{}");
        stack.postgres().kill();

        assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(200);
        assertThat(edge.structured("event_list", "{}").path("events")).isEmpty();
        Answer uncached = edge.mcp("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'event_stats'}}");
        assertThat(uncached.status()).isEqualTo(503);
        assertThat(uncached.header("Retry-After")).isEqualTo("5");
        assertThat(stranger.mcp(TOOLS_LIST).status()).isEqualTo(503);
        // Longer than an answer about a key lives: from now on it is known only because it was.
        await().pollDelay(Duration.ofSeconds(6))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(200));
    }

    @Test
    void isDeadSoonAfterItWasRevoked() {
        EdgeClient edge = stack.tenant("revoked");
        assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(200);

        stack.jdbi().useHandle(handle -> handle.execute("""
                UPDATE api_key SET revoked_at = now()
                WHERE tenant_id = (SELECT id FROM tenant WHERE name = 'revoked')
                """));

        await().atMost(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(edge.mcp(TOOLS_LIST).status()).isEqualTo(401));
    }

    @Test
    void worksWithoutRedisButIsNotReadyWhereRedisIsRequired() {
        EdgeClient edge = stack.tenant("alone");
        assertThat(edge.get("/health/ready").response().body()).contains("\"cache\":\"up\"");
        stack.redis().kill();

        assertThat(edge.structured("event_list", "{}").path("events")).isEmpty();

        Answer readiness = edge.get("/health/ready");
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.response().body()).contains("\"cache\":\"REDIS_ADDR");
    }

    private static double metric(String name, String... labels) {
        return stack.edge()
                .get("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .filter(line -> Set.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Set<String> keys(String pattern) {
        try (RedisClient client = RedisClient.create("127.0.0.1", stack.redis().port())) {
            return client.keys(pattern);
        }
    }
}
