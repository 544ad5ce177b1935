package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What an upgrade changes, and what it must not. */
class UpgradeTest {
    private static final String TRIAL = "values.minimal.yaml";

    @AfterEach
    void anotherCluster() {
        Cluster.running().forgetAll();
    }

    @Test
    void changesNothingWhereNothingHasChanged() {
        Manifests installed = Chart.EDGE_MCP.rendering().file(TRIAL).manifests();
        Cluster.running().keep(installed.of("Secret").toList());

        assertThat(Chart.EDGE_MCP.rendering().file(TRIAL).manifests().all()).isEqualTo(installed.all());
    }

    @Test
    void keepsPasswordsThatTheInstallationHasMadeAndOnlyThose() {
        List<JsonNode> first = passwords();
        assertThat(passwords()).doesNotContainAnyElementsOf(first);

        Cluster.running()
                .keep(Chart.EDGE_MCP
                        .rendering()
                        .file(TRIAL)
                        .manifests()
                        .of("Secret")
                        .toList());
        List<JsonNode> kept = passwords();

        assertThat(passwords()).isEqualTo(kept).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void keepsSecretsForTheVolumesThatOutliveTheRelease() {
        assertThat(Chart.EDGE_MCP.rendering().file(TRIAL).manifests().of("Secret"))
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(secret.path("metadata")
                                .path("annotations")
                                .path("helm.sh/resource-policy")
                                .asString())
                        .isEqualTo("keep"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void rollsThePodsWhenRedisMoves(Chart chart) {
        JsonNode before = chart.rendering().manifests().deployment();
        JsonNode after =
                chart.rendering().file("values.elasticache.yaml").manifests().deployment();

        assertThat(Manifests.name(after)).isEqualTo(Manifests.name(before));
        assertThat(after.path("spec").path("selector"))
                .isEqualTo(before.path("spec").path("selector"));
        assertThat(after.path("spec").path("template"))
                .isNotEqualTo(before.path("spec").path("template"));
    }

    @Test
    void keepsTheBundledRedisWhileTheStreamIsMoved() {
        Rendering moved = Chart.EDGE_MCP.rendering().file("values.elasticache.yaml");
        Manifests before = Chart.EDGE_MCP.rendering().manifests();
        Cluster.running().keep(before.of("Secret").toList());
        Manifests meanwhile = moved.with("redis: {keep: true}").manifests();

        assertThat(meanwhile.one("StatefulSet")).isEqualTo(before.one("StatefulSet"));
        assertThat(meanwhile.one("Secret", "redis-master")).isEqualTo(before.one("Secret", "redis-master"));
        assertThat(meanwhile.variable("REDIS_ADDR")).startsWith("your-cluster.");
        assertThat(moved.manifests().of("StatefulSet")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void neverTouchesASelector(Manifests manifests) {
        manifests.all().stream()
                .filter(object -> List.of("Deployment", "StatefulSet").contains(Manifests.kind(object)))
                .forEach(workload -> assertThat(workload.path("spec")
                                .path("selector")
                                .path("matchLabels")
                                .propertyNames())
                        .containsExactlyInAnyOrder("app.kubernetes.io/name", "app.kubernetes.io/instance"));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void takesNoPodAwayBeforeItsSuccessorIsReady(Manifests manifests) {
        JsonNode rolling = manifests.deployment().path("spec").path("strategy").path("rollingUpdate");

        assertThat(rolling.path("maxUnavailable").intValue(-1)).isZero();
        assertThat(rolling.path("maxSurge").intValue()).isPositive();
    }

    /** By the new version, and where that fails nothing else is changed. */
    @ParameterizedTest
    @EnumSource(Chart.class)
    void bringsTheSchemaUpToDateBeforeThePods(Chart chart) {
        Manifests manifests = chart.rendering()
                .with(chart.key() + ": {database: {migration: {job: true, user: owner}}}")
                .manifestsWithHooks();
        JsonNode job = manifests.one("Job", chart.id() + "-schema");
        JsonNode container = Manifests.pod(job).path("containers").path(0);

        assertThat(job.path("metadata").path("annotations").path("hook").asString())
                .isEqualTo("pre-install,pre-upgrade");
        assertThat(container.path("image")).isEqualTo(manifests.container().path("image"));
        assertThat(container.path("args").toString()).isEqualTo("[\"schema\"]");
        assertThat(manifests.variable("DATABASE_MIGRATION_USER")).isNull();
    }

    /** Liberty gives an application so long to end what it has begun. */
    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void leavesAPodTheTimeToDrain(Manifests manifests) {
        int drain = Integer.parseInt(
                Texts.names("stopTimeout=\"(\\d+)s\"", Texts.of(Path.of("..", "src/main/liberty/config/common.xml")))
                        .iterator()
                        .next());
        int preStop = manifests
                .container()
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .path("seconds")
                .intValue(0);
        String itself = manifests.variable("EDGE_MCP_DRAIN_DELAY");
        assertThat(itself == null || preStop == 0).as("waits once").isTrue();
        int wait = itself == null ? preStop : Integer.parseInt(itself.replace("s", ""));

        assertThat(Manifests.pod(manifests.deployment())
                        .path("terminationGracePeriodSeconds")
                        .intValue())
                .isGreaterThanOrEqualTo(wait + drain + 5);
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void leavesTheNumberOfReplicasToTheAutoscaler(Chart chart) {
        assertThat(Renderings.of(chart, "HorizontalPodAutoscaler")
                        .deployment()
                        .path("spec")
                        .has("replicas"))
                .isFalse();
        assertThat(Renderings.of(chart, "no autoscaler")
                        .deployment()
                        .path("spec")
                        .has("replicas"))
                .isTrue();
        assertThat(Renderings.of(Chart.WORKER, "KEDA on ElastiCache")
                        .deployment()
                        .path("spec")
                        .has("replicas"))
                .isFalse();
    }

    private static List<JsonNode> passwords() {
        return Chart.EDGE_MCP
                .rendering()
                .file(TRIAL)
                .manifests()
                .of("Secret")
                .map(secret -> secret.path("data").path("password"))
                .toList();
    }
}
