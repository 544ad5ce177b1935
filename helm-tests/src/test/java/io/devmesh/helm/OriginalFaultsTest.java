package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The charts of the product's first version had 25 faults; in this order, none of them is back. */
class OriginalFaultsTest {
    @Test
    void theRedisThatEdgeMcpIsSentToIsStarted() {
        Manifests manifests = Chart.EDGE_MCP.rendering().manifests();
        String host = manifests.variable("REDIS_ADDR").replace(":6379", "");

        JsonNode service = manifests.one("Service", host);
        JsonNode server = manifests.one("StatefulSet", host);
        assertThat(server.path("spec").path("selector").path("matchLabels"))
                .isEqualTo(service.path("spec").path("selector"));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noNamespaceIsMade(Manifests manifests) {
        assertThat(manifests.of("Namespace")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void nothingHasToBeFetchedBeforeTheInstallation(Chart chart) {
        assertThat(Yaml.read(chart.text("Chart.yaml")).getFirst().has("dependencies"))
                .isFalse();
        assertThat(chart.rendering().manifests().all()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theUserOfRedisReachesTheService(Chart chart) {
        assertThat(Renderings.of(chart, "external Redis with an ACL user").variable("REDIS_USERNAME"))
                .isEqualTo("devmesh");
        assertThat(Renderings.of(chart, "external Redis with mutual TLS and a user in the Secret")
                        .secretOf("REDIS_USERNAME"))
                .isEqualTo("redis-auth/username");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void secretsAreInTheNamespaceOfThePodThatReadsThem(Manifests manifests) {
        JsonNode namespace = manifests.deployment().path("metadata").path("namespace");
        assertThat(manifests.of("Secret"))
                .allSatisfy(secret ->
                        assertThat(secret.path("metadata").path("namespace")).isEqualTo(namespace));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void everythingGoesWhereTheReleaseGoes(Chart chart) {
        Manifests manifests =
                chart.rendering().in("elsewhere").file("values.production.yaml").manifests();

        assertThat(manifests.all())
                .allSatisfy(object -> assertThat(
                                object.path("metadata").path("namespace").asString())
                        .isEqualTo("elsewhere"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void anEmptyHostOfRedisIsRefused(Chart chart) {
        assertThat(chart.rendering().with("redis: {enabled: false}").refusal()).contains("/externalRedis/host");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyConfigMapOfTheChartIsUsed(Manifests manifests) {
        Set<String> mounted = manifests.pods().stream()
                .flatMap(pod -> pod.path("volumes").valueStream())
                .map(volume -> volume.path("configMap").path("name").asString(""))
                .collect(Collectors.toSet());

        assertThat(manifests.of("ConfigMap"))
                .filteredOn(map -> !map.path("metadata").path("labels").has("grafana_dashboard"))
                .filteredOn(map -> !Manifests.name(map).endsWith("-more"))
                .allSatisfy(map -> assertThat(mounted).contains(Manifests.name(map)));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void anOutageOfRedisOrPostgresqlRestartsNothing(Manifests manifests) {
        JsonNode container = manifests.container();
        assertThat(probe(container, "livenessProbe").path("path").asString()).isEqualTo("/health/live");
        assertThat(probe(container, "readinessProbe").path("path").asString()).isEqualTo("/health/ready");
        assertThat(probe(container, "startupProbe").path("path").asString()).isEqualTo("/health/started");

        JsonNode startup = container.path("startupProbe");
        assertThat(startup.path("periodSeconds").intValue()
                        * startup.path("failureThreshold").intValue())
                .isGreaterThanOrEqualTo(120);
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void noConfigurationFileIsNeeded(Chart chart) {
        assertThat(chart.rendering()
                        .manifests()
                        .container()
                        .path("env")
                        .valueStream()
                        .map(variable -> variable.path("value").asString("")))
                .filteredOn(value -> value.startsWith("/"))
                .containsExactly("/etc/devmesh/secrets");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void noSecretHasADefault(Chart chart) {
        assertThat(chart.defaults().findValuesAsString("password")).isNotEmpty().allMatch(String::isEmpty);
        assertThat(chart.defaults().findValuesAsString("existingSecret"))
                .hasSizeGreaterThan(5)
                .allMatch(String::isEmpty);
        assertThat(Chart.WORKER.rendering().manifests().of("Secret")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void aChangedPasswordRollsThePods(Chart chart) {
        String values = "redis: {enabled: false}\nexternalRedis: {host: r, password: %s}\n";

        assertThat(checksum(chart, values.formatted("one")))
                .isNotEmpty()
                .isEqualTo(checksum(chart, values.formatted("one")))
                .isNotEqualTo(checksum(chart, values.formatted("two")));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void nobodyMayReadTheSecretsOfTheNamespace(Manifests manifests) {
        assertThat(manifests.names()).noneMatch(name -> name.matches("(Cluster)?Role(Binding)?/.*"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void nothingNeedsAnOperatorUnlessItIsAskedFor(Chart chart) {
        assertThat(chart.rendering().manifests().all())
                .extracting(object -> object.path("apiVersion").asString().replaceFirst("/.*", ""))
                .isSubsetOf("v1", "apps", "autoscaling", "policy");
    }

    @Test
    void metricsAreReadOnce() {
        Manifests manifests = Chart.EDGE_MCP
                .rendering()
                .with("serviceMonitor: {enabled: true}\nedgeMcp: {externalService: {enabled: true}}\n")
                .manifests();
        JsonNode selector =
                manifests.one("ServiceMonitor").path("spec").path("selector").path("matchLabels");

        assertThat(manifests
                        .of("Service")
                        .filter(service -> selector.properties().stream()
                                .allMatch(label -> label.getValue()
                                        .equals(service.path("metadata")
                                                .path("labels")
                                                .path(label.getKey())))))
                .extracting(Manifests::name)
                .containsExactly("edge-mcp");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noPortIsCalledWhatItDoesNotSpeak(Manifests manifests) {
        assertThat(manifests
                        .of("Service")
                        .flatMap(service -> service.path("spec").path("ports").valueStream()))
                .extracting(port -> port.path("name").asString())
                .isSubsetOf("http", "redis", "postgresql");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void aDisruptionBudgetSaysOneThing(Manifests manifests) {
        assertThat(manifests.of("PodDisruptionBudget"))
                .allSatisfy(budget -> assertThat(
                                Stream.of("minAvailable", "maxUnavailable").filter(budget.path("spec")::has))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void replicasAreAddedByCpuAndShareTheirStateInRedis(Manifests manifests) {
        assertThat(manifests.of("HorizontalPodAutoscaler"))
                .allSatisfy(
                        scaler -> assertThat(scaler.path("spec").path("metrics").findValuesAsString("name"))
                                .containsExactly("cpu"));
        assertThat(manifests.variable("REDIS_ADDR")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void everyVariableHasAReader(Chart chart) {
        Set<String> read = Texts.names("(?m)^\\| `([A-Z][A-Z0-9_]+)`", Texts.page("configuration.md"));
        Set<String> rendered = Texts.names(
                "\"name\":\"([A-Z][A-Z0-9_]+)\"",
                chart.rendering().manifests().container().toString());

        assertThat(rendered)
                .contains("REDIS_ADDR", "DATABASE_HOST")
                .allMatch(name -> read.contains(name) || name.equals("VARIABLE_SOURCE_DIRS"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theReadOnlyRootIsInTheContainersContext(Chart chart) {
        Manifests manifests = chart.rendering().manifests();

        assertThat(manifests
                        .container()
                        .path("securityContext")
                        .path("readOnlyRootFilesystem")
                        .booleanValue())
                .isTrue();
        assertThat(Manifests.pod(manifests.deployment()).path("securityContext").has("readOnlyRootFilesystem"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void everyTemplateMakesSomething(Chart chart) {
        Set<String> used = Renderings.all()
                .filter(named -> named.getName().startsWith(chart.id() + ":"))
                .flatMap(named -> named.getPayload().templates().stream())
                .collect(Collectors.toSet());

        assertThat(chart.templates())
                .extracting(Path::toString)
                .filteredOn(name -> name.endsWith(".yaml"))
                .hasSizeGreaterThan(10)
                .allMatch(used::contains);
        assertThat(chart.rendering().notes()).contains("helm test");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void productionReachesElastiCacheByTlsWithAUser(Chart chart) {
        Manifests manifests = Renderings.of(chart, "values.elasticache-iam.yaml in production");

        assertThat(manifests.variable("REDIS_TLS_ENABLED")).isEqualTo("true");
        assertThat(manifests.variable("REDIS_USERNAME")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void aNetworkPolicyLetsManagedServersThrough(Chart chart) {
        JsonNode policy =
                Renderings.of(chart, "values.elasticache.yaml in production").one("NetworkPolicy");

        assertThat(policy.path("spec")
                        .path("egress")
                        .valueStream()
                        .filter(rule ->
                                rule.path("ports").findValuesAsString("port").contains("6379")))
                .hasSize(1)
                .noneMatch(rule -> rule.toString().contains("Selector"));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noVolumeHidesWhatIsInTheImage(Manifests manifests) {
        assertThat(manifests.container().path("volumeMounts").findValuesAsString("mountPath"))
                .allMatch(path ->
                        List.of("/tmp", "/logs", "/opt/ol/wlp/output", "/more").contains(path)
                                || path.startsWith("/etc/devmesh/"));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyImageHasAVersion(Manifests manifests) {
        assertThat(manifests.pods().stream()
                        .flatMap(pod -> pod.path("containers").valueStream()))
                .extracting(container -> container.path("image").asString())
                .allMatch(image -> image.matches(".+(:[^:/]*[0-9][^:/]*|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void podsCanBeToldWhereToRunAndAreSpreadByThemselves(Chart chart) {
        JsonNode pod = Manifests.pod(Renderings.of(chart, "extras").deployment());
        assertThat(pod.path("nodeSelector").path("kubernetes.io/arch").asString())
                .isEqualTo("arm64");
        assertThat(pod.path("priorityClassName").asString()).isEqualTo("high");

        JsonNode spread =
                Manifests.pod(chart.rendering().manifests().deployment()).path("topologySpreadConstraints");
        assertThat(spread.findValuesAsString("topologyKey"))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(spread)
                .allSatisfy(constraint -> assertThat(
                                constraint.path("labelSelector").path("matchLabels"))
                        .isEqualTo(chart.rendering()
                                .manifests()
                                .deployment()
                                .path("spec")
                                .path("selector")
                                .path("matchLabels")));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void noKeyIsInAChart(Chart chart) {
        Stream<String> files = Stream.concat(
                Stream.concat(Stream.of("values.yaml"), chart.valuesFiles().stream()),
                chart.templates().stream().map(path -> "templates/" + path));

        assertThat(files.map(chart::text))
                .noneMatch(text -> text.matches("(?s).*\\b(usr|adm|agt)_[A-Za-z0-9_-]{20}.*"));
    }

    private static JsonNode probe(JsonNode container, String name) {
        return container.path(name).path("httpGet");
    }

    private static String checksum(Chart chart, String values) {
        return chart.rendering()
                .with(values)
                .manifests()
                .deployment()
                .path("spec")
                .path("template")
                .path("metadata")
                .path("annotations")
                .path("checksum/secrets")
                .asString("");
    }
}
