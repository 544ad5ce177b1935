package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the guide to ElastiCache promises: its files, its values, its names. */
class GuideTest {
    private static final String ELASTICACHE = "your-cluster.abc123.cache.amazonaws.com:6379";
    private static final Path FILES = Path.of("src", "test", "resources", "guide");

    @ParameterizedTest
    @EnumSource(Chart.class)
    void itsValuesAreTaken(Chart chart) {
        Manifests manifests = guide(chart).manifests();

        assertThat(manifests.variable("REDIS_ADDR")).isEqualTo(ELASTICACHE);
        assertThat(manifests.variable("REDIS_TLS_ENABLED")).isEqualTo("true");
        assertThat(manifests.variable("REDIS_TLS_SKIP_VERIFY")).isNull();
        assertThat(manifests.of("StatefulSet")).isEmpty();
    }

    @Test
    void itsValuesOfEdgeMcpReachTheService() {
        Manifests manifests = guide(Chart.EDGE_MCP)
                .with("externalRedis: {database: 3}\nedgeMcp: {cache: {redis: {enabled: false}}}\n")
                .manifests();

        assertThat(manifests.variable("EDGE_MCP_REDIS_DB")).isEqualTo("3");
        assertThat(manifests.variable("EDGE_MCP_REDIS_ENABLED")).isEqualTo("false");
        assertThat(guide(Chart.EDGE_MCP).manifests().variable("EDGE_MCP_REDIS_ENABLED"))
                .isEqualTo("true");
        assertThat(guide(Chart.EDGE_MCP).manifests().variable("EDGE_MCP_REDIS_DB"))
                .isEqualTo("0");
    }

    @Test
    void itsValuesOfTheWorkerReachTheService() {
        Manifests manifests = guide(Chart.WORKER).manifests();

        assertThat(manifests.deployment().path("spec").path("replicas").intValue())
                .isEqualTo(3);
        assertThat(manifests.variable("DATABASE_HOST")).isEqualTo("your-rds.region.rds.amazonaws.com");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void thePasswordInTheValuesBecomesASecret(Chart chart) {
        Manifests manifests =
                guide(chart).with("externalRedis: {password: your-auth-token}").manifests();

        assertThat(manifests.secretOf("REDIS_PASSWORD")).isEqualTo(chart.id() + "-secrets/REDIS_PASSWORD");
        assertThat(manifests.one("Secret").path("data").path("REDIS_PASSWORD").asString())
                .isEqualTo("eW91ci1hdXRoLXRva2Vu");
        assertThat(manifests.deployment().toString()).doesNotContain("your-auth-token");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theSecretThatItMakesCanBeNamed(Chart chart) {
        Manifests manifests = guide(chart)
                .with("externalRedis: {existingSecret: elasticache-auth}")
                .manifests();

        assertThat(manifests.secretOf("REDIS_PASSWORD")).isEqualTo("elasticache-auth/password");
        assertThat(manifests.variable("VARIABLE_SOURCE_DIRS")).isEqualTo("/etc/devmesh/secrets");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theRoleOfThePodsIsOnTheServiceAccount(Chart chart) {
        JsonNode account = guide(chart).with("""
                        serviceAccount:
                          create: true
                          annotations:
                            eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/YourRole
                        """).manifests().one("ServiceAccount");

        assertThat(account.path("metadata")
                        .path("annotations")
                        .path("eks.amazonaws.com/role-arn")
                        .asString())
                .isEqualTo("arn:aws:iam::123456789012:role/YourRole");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void verificationCanBeSkippedInDevelopment(Chart chart) {
        Manifests manifests = guide(chart)
                .with("environment: development\nexternalRedis: {tls: {skipVerify: true}}")
                .manifests();

        assertThat(manifests.variable("REDIS_TLS_SKIP_VERIFY")).isEqualTo("true");
        assertThat(manifests.variable("DEVMESH_ENVIRONMENT")).isEqualTo("development");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void itsFileIsBesideTheChart(Chart chart) {
        Manifests manifests = chart.rendering().file("values.elasticache.yaml").manifests();

        assertThat(manifests.variable("REDIS_ADDR")).isEqualTo(ELASTICACHE);
        assertThat(manifests.variable("DATABASE_SSL_MODE")).isEqualTo("verify-full");
    }

    /** {@code kubectl exec redis-master-0 -- redis-cli BGSAVE} and {@code kubectl cp redis-master-0:/data/dump.rdb}. */
    @Test
    void thePodOfTheBundledRedisIsCalledAsItSays() {
        JsonNode redis = Chart.EDGE_MCP.rendering().manifests().one("StatefulSet");
        JsonNode container = Manifests.pod(redis).path("containers").path(0);

        assertThat(Manifests.name(redis)).isEqualTo("redis-master");
        assertThat(Manifests.variableOf(container, "REDISCLI_AUTH")
                        .path("valueFrom")
                        .path("secretKeyRef")
                        .path("name")
                        .asString())
                .isEqualTo("redis-master");
        assertThat(container.path("volumeMounts").findValuesAsString("mountPath"))
                .contains("/data");
    }

    /** {@code helm install} and {@code helm upgrade}, with their files and settings. */
    @Test
    void theCommandsOfThePagesAreTaken() {
        assertThat(commands()).hasSizeGreaterThan(5).allSatisfy(command -> {
            Manifests manifests = renderingOf(command).manifests();
            assertThat(manifests.variable("REDIS_ADDR"))
                    .isEqualTo(command.contains("elasticache") ? ELASTICACHE : "redis-master:6379");
            assertThat(manifests.deployment().path("metadata").path("namespace").asString())
                    .isEqualTo("edge-mcp");
        });
    }

    /** What is in memory beside the data, such as buffers of its clients, has the rest. */
    @Test
    void theBundledRedisEvictsNothingAndFitsIntoItsLimit() {
        Manifests manifests = Chart.EDGE_MCP.rendering().manifests();
        String config = manifests.one("ConfigMap", "redis-master").path("data").toString();
        String limit = Manifests.pod(manifests.one("StatefulSet"))
                .path("containers")
                .path(0)
                .path("resources")
                .path("limits")
                .path("memory")
                .asString();

        assertThat(config).contains("maxmemory-policy noeviction");
        assertThat(mebibytes(Texts.names("maxmemory (\\d+)mb", config)) * 3 / 2)
                .isLessThanOrEqualTo(mebibytes(Texts.names("(\\d+)Mi", limit)));
    }

    private static int mebibytes(Set<String> only) {
        return Integer.parseInt(only.iterator().next());
    }

    private static List<String> commands() {
        return Stream.of("kubernetes-deployment.md", "upgrade.md")
                .flatMap(page -> Texts.page("operations/" + page)
                        .replaceAll("\\s*\\\\\\n\\s*", " ")
                        .lines())
                .map(String::strip)
                .filter(line -> line.matches("helm (install|upgrade) .*"))
                .toList();
    }

    private static Rendering renderingOf(String command) {
        List<String> words = List.of(command.split("\\s+"));
        Chart chart = Stream.of(Chart.values())
                .filter(each -> words.get(3).equals("./helm/" + each.id()))
                .findFirst()
                .orElseThrow();
        Rendering rendering = chart.rendering().named(words.get(2));
        for (int i = 4; i < words.size(); i++) {
            rendering = switch (words.get(i)) {
                case "-f" -> rendering.file(words.get(++i).replace("./helm/" + chart.id() + "/", ""));
                case "--set" -> rendering.with(nested(words.get(++i)));
                case "--namespace" -> rendering.in(words.get(++i));
                case "--create-namespace" -> rendering;
                default -> throw new AssertionError("not known: " + words.get(i) + " in " + command);
            };
        }
        return rendering;
    }

    /** {@code a.b=c} as YAML. */
    private static String nested(String setting) {
        String[] parts = setting.split("=", 2);
        int depth = parts[0].split("\\.").length;
        return "{" + parts[0].replace(".", ": {") + ": " + parts[1] + "}".repeat(depth);
    }

    private static Rendering guide(Chart chart) {
        return chart.rendering().with(Texts.of(FILES.resolve(chart.id() + ".yaml")));
    }
}
