package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who reaches whom: Services, network policies, and the ways in from outside. */
class NetworkTest {
    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyServiceLeadsToAPortThatAPodHas(Manifests manifests) {
        manifests.of("Service").forEach(service -> {
            JsonNode selector = service.path("spec").path("selector");
            JsonNode workload = manifests.all().stream()
                    .filter(object -> object.path("spec")
                            .path("selector")
                            .path("matchLabels")
                            .equals(selector))
                    .filter(object -> List.of("Deployment", "StatefulSet").contains(Manifests.kind(object)))
                    .findFirst()
                    .orElseThrow();
            service.path("spec")
                    .path("ports")
                    .forEach(port -> assertThat(Manifests.pod(workload)
                                    .path("containers")
                                    .path(0)
                                    .path("ports")
                                    .findValuesAsString("name"))
                            .contains(port.path("targetPort").asString()));
        });
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theContainersPortIsThatOfTheServiceInIt(Chart chart) {
        Manifests manifests = chart.rendering()
                .with(chart.key() + ": {port: 9999, service: {port: 80}}")
                .manifests();
        String variable = chart == Chart.EDGE_MCP ? "EDGE_MCP_PORT" : "WORKER_PORT";

        assertThat(manifests.variable(variable)).isEqualTo("9999");
        assertThat(manifests
                        .container()
                        .path("ports")
                        .path(0)
                        .path("containerPort")
                        .intValue())
                .isEqualTo(9999);
        assertThat(manifests
                        .one("Service", chart.id())
                        .path("spec")
                        .path("ports")
                        .path(0)
                        .path("port")
                        .intValue())
                .isEqualTo(80);
    }

    /** Kubernetes would set EDGE_MCP_PORT=tcp://10.0.0.1:8082 in every pod beside a Service named edge-mcp. */
    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void aServiceOfThatNameSetsNoVariable(Manifests manifests) {
        assertThat(manifests.pods())
                .allSatisfy(pod -> assertThat(pod.path("enableServiceLinks").booleanValue(true))
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void policiesLetNamesBeAskedForByTcpToo(Chart chart) {
        assertThat(egress(chart, "network policies")).contains("53/UDP to anywhere", "53/TCP to anywhere");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void policiesLetElastiCacheAndRdsThroughByAddress(Chart chart) {
        assertThat(egress(chart, "network policies"))
                .contains("6379/TCP to 10.1.0.0/16", "5432/TCP to 10.2.0.0/16", "443/TCP to 10.3.0.0/16");
        assertThat(egress(chart, "values.production.yaml"))
                .contains("6379/TCP to anywhere", "5432/TCP to anywhere", "443/TCP to anywhere");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void policiesLetThePodsIdentityThrough(Chart chart) {
        assertThat(egress(chart, "network policies"))
                .contains("80/TCP to 169.254.170.23/32", "80/TCP to fd00:ec2::23/128");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void policiesKnowOtherPortsOfRedisAndPostgresql(Chart chart) {
        Manifests manifests = chart.rendering()
                .with("networkPolicy: {enabled: true}\nredis: {enabled: false}\nexternalRedis: {host: r, port: 6390}\n"
                        + chart.key() + ": {database: {port: 5433}}")
                .manifests();

        assertThat(egress(manifests.one("NetworkPolicy", chart.id())))
                .contains("6390/TCP to anywhere", "5433/TCP to anywhere");
    }

    @Test
    void policiesLetBothServicesAndTheDoctorReachTheBundledServers() {
        Manifests edge = Renderings.of(Chart.EDGE_MCP, "trial with network policies");

        for (String server : List.of("redis-master", "postgres")) {
            JsonNode from = edge.one("NetworkPolicy", server)
                    .path("spec")
                    .path("ingress")
                    .path(0)
                    .path("from")
                    .path(0)
                    .path("podSelector")
                    .path("matchLabels");
            assertThat(from.propertyNames()).containsExactly("app.kubernetes.io/part-of");
            for (JsonNode labels : List.of(
                    edge.deployment()
                            .path("spec")
                            .path("template")
                            .path("metadata")
                            .path("labels"),
                    edge.one("Pod").path("metadata").path("labels"),
                    Chart.WORKER
                            .rendering()
                            .manifests()
                            .deployment()
                            .path("spec")
                            .path("template")
                            .path("metadata")
                            .path("labels"))) {
                assertThat(labels.path("app.kubernetes.io/part-of")).isEqualTo(from.path("app.kubernetes.io/part-of"));
            }
        }
    }

    @Test
    void policiesLetOthersReachTheBundledServersWhereTheyAreNamed() {
        Manifests edge = Renderings.of(Chart.EDGE_MCP, "trial with network policies");

        assertThat(edge.one("NetworkPolicy", "redis-master")
                        .path("spec")
                        .path("ingress")
                        .path(0)
                        .path("from")
                        .path(1)
                        .has("namespaceSelector"))
                .isTrue();
    }

    @Test
    void noServiceSelectsTheDoctor() {
        Manifests manifests = Renderings.of(Chart.EDGE_MCP, "as it is");

        assertThat(manifests
                        .one("Pod")
                        .path("metadata")
                        .path("labels")
                        .path("app.kubernetes.io/name")
                        .asString())
                .isEqualTo("edge-mcp-doctor");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void neitherHealthNorMetricsAreOpenToTheOutside(Manifests manifests) {
        Stream.concat(manifests.of("Ingress"), manifests.of("HTTPRoute")).forEach(route -> {
            String text = route.path("spec").toString();
            assertThat(text)
                    .contains("\"/mcp\"", "\"/ws\"", "\"/webhooks\"")
                    .doesNotContain("health", "metrics", "\"/\"");
        });
    }

    @Test
    void proxiesLetStreamsLastAndBufferNothing() {
        JsonNode nginx = annotations(Renderings.of(Chart.EDGE_MCP, "Ingress of nginx"));
        assertThat(nginx.path("nginx.ingress.kubernetes.io/proxy-read-timeout").asString())
                .isEqualTo("3600");
        assertThat(nginx.path("nginx.ingress.kubernetes.io/proxy-send-timeout").asString())
                .isEqualTo("3600");
        assertThat(nginx.path("nginx.ingress.kubernetes.io/proxy-buffering").asString())
                .isEqualTo("off");
        assertThat(nginx.path("nginx.ingress.kubernetes.io/proxy-body-size").asString())
                .isEqualTo("26m");

        JsonNode alb = annotations(Renderings.of(Chart.EDGE_MCP, "Ingress of AWS"));
        assertThat(alb.path("alb.ingress.kubernetes.io/load-balancer-attributes")
                        .asString())
                .isEqualTo("idle_timeout.timeout_seconds=3600");

        JsonNode gateway = Renderings.of(Chart.EDGE_MCP, "Gateway API").one("HTTPRoute");
        assertThat(gateway.path("spec")
                        .path("rules")
                        .path(0)
                        .path("timeouts")
                        .path("request")
                        .asString())
                .isEqualTo("0s");
    }

    @Test
    void anAnnotationOfTheUsersWins() {
        Manifests manifests = Chart.EDGE_MCP.rendering().with("""
                        ingress:
                          enabled: true
                          controller: nginx
                          hosts: [h]
                          annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "60"}
                        """).manifests();

        assertThat(annotations(manifests)
                        .path("nginx.ingress.kubernetes.io/proxy-read-timeout")
                        .asString())
                .isEqualTo("60");
    }

    @Test
    void bothServicesFindTheSameRedisAndPostgresqlOfATrial() {
        Manifests edge = Chart.EDGE_MCP.rendering().file("values.minimal.yaml").manifests();
        Manifests worker = Chart.WORKER.rendering().file("values.minimal.yaml").manifests();

        for (String variable :
                List.of("REDIS_ADDR", "REDIS_STREAM_NAME", "REDIS_CONSUMER_GROUP", "DATABASE_HOST", "DATABASE_NAME")) {
            assertThat(worker.variable(variable)).isNotNull().isEqualTo(edge.variable(variable));
        }
        for (String secret : List.of("REDIS_PASSWORD", "DATABASE_PASSWORD")) {
            assertThat(worker.secretOf(secret)).isNotNull().isEqualTo(edge.secretOf(secret));
        }
        assertThat(edge.of("Service").map(Manifests::name)).contains("redis-master", "postgres");
    }

    private static JsonNode annotations(Manifests manifests) {
        return manifests.one("Ingress").path("metadata").path("annotations");
    }

    private static List<String> egress(Chart chart, String rendering) {
        return egress(Renderings.of(chart, rendering).one("NetworkPolicy", chart.id()));
    }

    private static List<String> egress(JsonNode policy) {
        return policy.path("spec")
                .path("egress")
                .valueStream()
                .flatMap(rule -> rule.path("ports")
                        .valueStream()
                        .flatMap(port -> peers(rule)
                                .map(peer -> port.path("port").asString() + "/"
                                        + port.path("protocol").asString() + " to " + peer)))
                .toList();
    }

    private static Stream<String> peers(JsonNode rule) {
        return rule.has("to")
                ? rule.path("to")
                        .valueStream()
                        .map(peer -> peer.path("ipBlock").path("cidr").asString())
                : Stream.of("anywhere");
    }
}
