package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import io.devmesh.system.docs.MonitoringPage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class HealthAndMetricsIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final Pattern OUR_METRIC =
            Pattern.compile("(?m)^# TYPE ((?:webhook|worker|mcp|edge_mcp|redis)_[a-z0-9_]+(?<!_max)) ([a-z]+)$");

    private static final Pattern THREADS =
            Pattern.compile("(?m)^threadpool_size\\{[^}]*Default_Executor[^}]*} (\\S+)$");
    private static final Pattern ANY_METRIC = Pattern.compile("(?m)^# TYPE (\\w+?)(?:_max)? [a-z]+$");

    /** Those of the page, by those of Prometheus. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "counter",
            Set.of("counter"),
            "gauge",
            Set.of("gauge"),
            "histogram",
            Set.of("timer", "histogram"),
            "summary",
            Set.of("timer", "histogram"));

    private final Stack stack;
    private final EdgeClient edge;
    private final EdgeClient worker;

    HealthAndMetricsIT(Stack stack) {
        this.stack = stack;
        this.edge = stack.edge();
        this.worker = new EdgeClient(stack.workerPort(), "", "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void isUpOnBothServices(String path) {
        assertThat(edge.get(path).status()).isEqualTo(200);
        assertThat(worker.get(path).status()).isEqualTo(200);
        assertThat(edge.get(path).json().path("checks")).isNotEmpty();
        assertThat(worker.get(path).json().path("checks")).isNotEmpty();
    }

    @Test
    void tellsInReadinessWhatServesBehindIt() {
        for (EdgeClient service : List.of(edge, worker)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    service.get("/health/ready").response().body())
                            .contains(
                                    "\"redis\":\"up\"",
                                    "\"redis_server\":\"Redis 6.2",
                                    "\"redis_role\":\"primary\"",
                                    "\"postgresql_server\":\"PostgreSQL 18"));
        }
    }

    @Test
    void measuresRequestsAndDeliveriesAtTheEdge() {
        edge.deliver("issues", "metrics-" + System.nanoTime(), EdgeClient.issue(1, "opened"));
        edge.structured("event_list", "{}");
        edge.mcp("{'jsonrpc':'2.0','id':1,'method':'made/up'}");

        assertThat(metrics(edge))
                .contains(
                        "mcp_requests_seconds_count{method=\"tools/call\"",
                        "mcp_requests_seconds_bucket{",
                        "tool=\"event_list\"",
                        "method=\"other\"",
                        "webhook_events_received_total{",
                        "outcome=\"stream\"",
                        "webhook_requests_seconds_count{",
                        "redis_pool_active",
                        "redis_away",
                        "redis_command_retries",
                        "redis_tls_verification_skipped",
                        "edge_mcp_cache_operations_total{",
                        "edge_mcp_cache_loads_total{")
                .doesNotContain("made/up", edge.apiKey(), edge.secret());
    }

    @Test
    void measuresBatchesAndTheStreamAtTheWorker() {
        edge.deliver("issues", "metrics-" + System.nanoTime(), EdgeClient.issue(1, "opened"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(metrics(worker))
                        .contains(
                                "webhook_events_processed_total{",
                                "outcome=\"stored\"",
                                "worker_batch_size_count",
                                "webhook_event_processing_seconds_bucket{",
                                "webhook_queue_depth",
                                "webhook_queue_pending",
                                "connectionpool_",
                                "redis_pool_active"));
    }

    @Test
    void showsWhatTheMonitoringPageLists() throws IOException {
        Map<String, String> listed = MonitoringPage.metrics();
        edge.deliver("issues", "metrics-" + System.nanoTime(), EdgeClient.issue(1, "opened"));
        edge.structured("event_list", "{}");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(metrics(worker))
                        .containsPattern("webhook_ledger\\{.*kind=\"accepted\"")
                        .containsPattern("(?m)^webhook_ledger_missing\\{.*} \\d+\\.0$")
                        .containsPattern("(?m)^webhook_partition_months_ahead\\{.*} 2\\.0$")
                        .containsPattern("(?m)^webhook_reading_turn\\{.*} 1\\.0$")
                        .contains("webhook_queue_wait_seconds_bucket{", "webhook_waiting_events{"));
        for (EdgeClient service : List.of(edge, worker)) {
            assertThat(OUR_METRIC
                            .matcher(metrics(service))
                            .results()
                            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2))))
                    .isNotEmpty()
                    .allSatisfy((name, type) -> assertThat(listed)
                            .hasEntrySatisfying(
                                    name, known -> assertThat(TYPES.get(type)).contains(known)));
        }
    }

    /** However few processors there are: ADR 6. */
    @Test
    void theServersHaveThreadsForRequestsThatWait() {
        for (EdgeClient service : List.of(edge, worker)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(THREADS.matcher(metrics(service))
                                    .results()
                                    .map(match -> Double.valueOf(match.group(1))))
                            .singleElement()
                            .satisfies(threads -> assertThat(threads).isGreaterThanOrEqualTo(16)));
        }
    }

    /** Those of Liberty and the JVM, too. */
    @Test
    void showsNothingThatTheMonitoringPageDoesNotName() throws IOException {
        Set<String> named = MonitoringPage.names();
        edge.deliver("issues", "metrics-" + System.nanoTime(), EdgeClient.issue(1, "opened"));
        edge.structured("event_list", "{}");

        for (EdgeClient service : List.of(edge, worker)) {
            assertThat(ANY_METRIC.matcher(metrics(service)).results().map(match -> match.group(1)))
                    .contains("jvm_uptime_seconds", "connectionpool_freeConnections")
                    .allMatch(named::contains);
        }
    }

    @Test
    void logsJsonWithTheCallersTraceAndWithoutSecrets() throws IOException {
        edge.send(edge.delivery("issues", "a b", EdgeClient.issue(1, "opened"))
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));

        List<String> lines = Files.readAllLines(stack.log("edge-1"));
        List<JsonNode> ours = lines.stream()
                .filter(line -> line.startsWith("{"))
                .map(line -> Json.mapper().readTree(line))
                .filter(line -> line.path("ext_trace_id").asString("").equals(TRACE))
                .toList();
        assertThat(ours)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("loggerName")
                                .asString(line.path("module").asString("")))
                        .startsWith("io.devmesh"));
        assertThat(String.join("\n", lines)).doesNotContain(edge.apiKey(), edge.secret());
    }

    private static String metrics(EdgeClient service) {
        return service.get("/metrics").response().body();
    }
}
