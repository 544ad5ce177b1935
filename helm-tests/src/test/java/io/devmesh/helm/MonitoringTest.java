package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts and dashboards ask for metrics that there are. */
class MonitoringTest {
    private static final String METRIC = "\\b([a-z][a-z0-9_]+)\\{";

    @ParameterizedTest
    @EnumSource(Chart.class)
    void alertsAskForMetricsThatThereAre(Chart chart) {
        assertThat(rules(chart).map(rule -> rule.path("expr").asString()))
                .hasSizeGreaterThan(5)
                .allSatisfy(expression -> assertThat(Texts.names(METRIC, expression))
                        .isNotEmpty()
                        .allMatch(MonitoringTest::isDocumented));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void dashboardsAskForMetricsThatThereAre(Chart chart) {
        JsonNode dashboard = new JsonMapper().readTree(chart.text("files/dashboard.json"));

        assertThat(dashboard.path("panels").findValuesAsString("expr"))
                .hasSizeGreaterThan(8)
                .allSatisfy(expression -> assertThat(Texts.names(METRIC, expression))
                        .isNotEmpty()
                        .allMatch(MonitoringTest::isDocumented));
        assertThat(dashboard.path("panels").findValuesAsString("id")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theDashboardIsInItsConfigMapAsItIs(Chart chart) {
        JsonNode map = Renderings.of(chart, "monitoring").one("ConfigMap", chart.id() + "-dashboard");

        assertThat(new JsonMapper()
                        .readTree(map.path("data").path(chart.id() + ".json").asString()))
                .isEqualTo(new JsonMapper().readTree(chart.text("files/dashboard.json")));
        assertThat(map.path("metadata").path("labels").path("grafana_dashboard").asString())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void alertsSayWhatToDoAndHowBadItIs(Chart chart) {
        assertThat(rules(chart)).allSatisfy(rule -> {
            assertThat(rule.path("annotations").path("summary").asString("")).isNotBlank();
            assertThat(rule.path("annotations").path("description").asString(""))
                    .isNotBlank();
            assertThat(rule.path("labels").path("severity").asString()).isIn("critical", "warning");
            assertThat(rule.path("expr").asString())
                    .contains("namespace=\"edge-mcp\"")
                    .doesNotContain("{{");
        });
    }

    @Test
    void thePageSaysOfEachAlertHowBadItIsWhenItRingsAndWhatToDo() {
        Map<String, JsonNode> alerts = Stream.of(Chart.values())
                .flatMap(MonitoringTest::rules)
                .collect(Collectors.toMap(rule -> rule.path("alert").asString(), rule -> rule, (one, same) -> one));
        Map<String, MatchResult> rows = Pattern.compile(
                        "(?m)^\\| `(DevMesh\\w+)` \\| (\\w+) \\| (.{20,}?) \\| (.{20,}) \\|$")
                .matcher(Texts.page("operations/monitoring.md"))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row));

        assertThat(rows.keySet()).isEqualTo(alerts.keySet());
        assertThat(rows).allSatisfy((alert, row) -> {
            JsonNode rule = alerts.get(alert);
            assertThat(row.group(2))
                    .isEqualTo(rule.path("labels").path("severity").asString());
            assertThat(Texts.names("`([a-z_]+_[a-z_]+)`", row.group(3)))
                    .isNotEmpty()
                    .allMatch(rule.path("expr").asString()::contains);
        });
    }

    @Test
    void alertsCanBeLeftOutAndAdded() {
        JsonNode rules = Chart.WORKER.rendering().with("""
                        prometheusRule:
                          enabled: true
                          without: [DevMeshDeadLetters]
                          extraRules: [{alert: Mine, expr: 'up < 1'}]
                        """).manifests().one("PrometheusRule");

        assertThat(rules.findValuesAsString("alert"))
                .contains("Mine", "DevMeshEventsLost")
                .doesNotContain("DevMeshDeadLetters");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void monitorsReadTheMetricsOfThePort(Chart chart) {
        JsonNode endpoint = Renderings.of(chart, "monitoring")
                .one("ServiceMonitor")
                .path("spec")
                .path("endpoints")
                .path(0);
        JsonNode pod = Renderings.of(chart, "pod monitor")
                .one("PodMonitor")
                .path("spec")
                .path("podMetricsEndpoints")
                .path(0);

        for (JsonNode read : List.of(endpoint, pod)) {
            assertThat(read.path("port").asString()).isEqualTo("http");
            assertThat(read.path("path").asString()).isEqualTo("/metrics");
        }
    }

    @Test
    void kedaAsksForTheLagOfTheGroupThatTheWorkerReadsWith() {
        Manifests manifests = Renderings.of(Chart.WORKER, "KEDA on ElastiCache");
        JsonNode metadata = manifests
                .one("ScaledObject")
                .path("spec")
                .path("triggers")
                .path(0)
                .path("metadata");

        assertThat(metadata.path("address").asString()).isEqualTo(manifests.variable("REDIS_ADDR"));
        assertThat(metadata.path("stream").asString()).isEqualTo(manifests.variable("REDIS_STREAM_NAME"));
        assertThat(metadata.path("consumerGroup").asString()).isEqualTo(manifests.variable("REDIS_CONSUMER_GROUP"));
        assertThat(metadata.path("enableTLS").asString()).isEqualTo("true");
        assertThat(metadata.path("usernameFromEnv").asString()).isEqualTo("REDIS_USERNAME");
        assertThat(manifests
                        .one("TriggerAuthentication")
                        .path("spec")
                        .path("secretTargetRef")
                        .findValuesAsString("name"))
                .containsExactly("redis-auth", "redis-ca");
    }

    private static Stream<JsonNode> rules(Chart chart) {
        return Renderings.of(chart, "monitoring")
                .one("PrometheusRule")
                .path("spec")
                .path("groups")
                .path(0)
                .path("rules")
                .valueStream();
    }

    private static boolean isDocumented(String metric) {
        Set<String> documented = Texts.names("(?m)^\\| `([a-z0-9_]+)` \\|", Texts.page("operations/monitoring.md"));
        return documented.contains(metric) || documented.contains(metric.replaceFirst("_(bucket|count|sum|max)$", ""));
    }
}
