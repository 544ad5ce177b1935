package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The variables that the pods get are those that the services read, and secrets are files. */
class EnvironmentTest {
    private static final Set<String> SECRETS = Set.of(
            "REDIS_PASSWORD",
            "REDIS_SENTINEL_PASSWORD",
            "REDIS_QUEUE_PASSWORD",
            "REDIS_QUEUE_SENTINEL_PASSWORD",
            "DATABASE_PASSWORD",
            "DATABASE_MIGRATION_PASSWORD",
            "SECRETS_MASTER_KEY",
            "WORKER_BOOTSTRAP_TOKEN");

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyVariableIsInTheConfigurationPage(Manifests manifests) {
        Set<String> documented = Texts.names("`([A-Z][A-Z0-9_]+)`", Texts.page("configuration.md"));

        assertThat(namesOf(manifests)).isNotEmpty().allMatch(documented::contains);
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noVariableIsThereTwice(Manifests manifests) {
        assertThat(manifests
                        .container()
                        .path("env")
                        .valueStream()
                        .map(variable -> variable.path("name").asString()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noSecretIsInAVariable(Manifests manifests) {
        assertThat(manifests.container().path("env")).allSatisfy(variable -> {
            if (SECRETS.contains(variable.path("name").asString())) {
                assertThat(variable.path("value").asString("")).isEmpty();
            }
        });
        assertThat(manifests.of("ConfigMap").map(JsonNode::toString))
                .noneMatch(text -> text.contains("s3cret") || text.contains("pa$$w0rd"));
        assertThat(manifests.deployment().toString()).doesNotContain("s3cret", "pa$$w0rd");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyFileThatAVariableNamesIsMounted(Manifests manifests) {
        List<String> mounted = new ArrayList<>();
        for (JsonNode mount : manifests.container().path("volumeMounts")) {
            String folder = mount.path("mountPath").asString();
            mounted.add(folder);
            manifests
                    .volume(mount.path("name").asString())
                    .path("projected")
                    .path("sources")
                    .forEach(source -> source.forEach(origin -> origin.path("items")
                            .forEach(item ->
                                    mounted.add(folder + "/" + item.path("path").asString()))));
        }
        assertThat(manifests.container().path("env")).allSatisfy(variable -> {
            String value = variable.path("value").asString("");
            if (value.startsWith("/etc/devmesh/") && !value.contains(":")) {
                assertThat(mounted).contains(value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everySecretOfTheChartIsMadeByIt(Manifests manifests) {
        List<JsonNode> made = manifests.of("Secret").toList();
        assertThat(manifests
                        .deployment()
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("volumes")
                        .findValues("secret"))
                .allSatisfy(secret -> made.stream()
                        .filter(candidate -> Manifests.name(candidate)
                                .equals(secret.path("name").asString()))
                        .forEach(own -> secret.path("items")
                                .forEach(item -> assertThat(own.path("data").propertyNames())
                                        .contains(item.path("key").asString()))));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void theDoctorHasWhatTheServiceHas(Manifests manifests) {
        JsonNode doctor = manifests.one("Pod").path("spec");
        JsonNode service = Manifests.pod(manifests.deployment());

        assertThat(doctor.path("containers").path(0).path("env").valueStream().skip(1))
                .containsExactlyElementsOf(manifests.container().path("env"));
        assertThat(doctor.path("containers").path(0).path("image"))
                .isEqualTo(manifests.container().path("image"));
        assertThat(doctor.path("containers").path(0).path("volumeMounts"))
                .isEqualTo(manifests.container().path("volumeMounts"));
        assertThat(doctor.path("volumes")).isEqualTo(service.path("volumes"));
        assertThat(doctor.path("serviceAccountName")).isEqualTo(service.path("serviceAccountName"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theOwnerOfTheSchemaIsInThePodsOrInTheJob(Chart chart) {
        Manifests pods = Renderings.of(chart, "role that migrates");
        assertThat(pods.variable("DATABASE_MIGRATION_USER")).isEqualTo("owner");
        assertThat(pods.secretOf("DATABASE_MIGRATION_PASSWORD")).isEqualTo("owner-auth/password");
        assertThat(pods.of("Job")).isEmpty();

        Manifests apart = Renderings.of(chart, "Job that migrates");
        JsonNode job = Manifests.pod(apart.one("Job"));
        assertThat(Manifests.variableOf(job.path("containers").path(0), "DATABASE_MIGRATION_USER")
                        .path("value")
                        .asString())
                .isEqualTo("owner");
        assertThat(job.toString()).contains("owner-auth", "rds-ca");
        assertThat(apart.variable("DATABASE_MIGRATION_USER")).isNull();
        assertThat(apart.deployment().toString()).doesNotContain("owner-auth");
    }

    /** What a release brings is not there yet when the Job runs. */
    @ParameterizedTest
    @EnumSource(Chart.class)
    void theJobNeedsNothingOfTheRelease(Chart chart) {
        Manifests manifests = Renderings.of(chart, "Job that migrates");
        String job = Manifests.pod(manifests.one("Job")).toString();

        assertThat(manifests.of("Secret").map(Manifests::name)).noneMatch(job::contains);
        assertThat(Manifests.pod(manifests.one("Job"))
                        .path("serviceAccountName")
                        .asString())
                .isEqualTo("default");
        assertThat(Texts.of(Path.of("..", "tools/src/main/java/io/devmesh/tools/SchemaCommand.java")))
                .contains("name = \"schema\"");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void numbersArePlain(Chart chart) {
        Manifests manifests = Renderings.of(chart, "extras");

        assertThat(manifests
                        .container()
                        .path("env")
                        .valueStream()
                        .map(variable -> variable.path("value").asString("")))
                .noneMatch(value -> value.matches("\\d.*e\\+\\d+"));
    }

    @Test
    void aRateThatIsOffIsOffHoweverYamlReadsIt() {
        Manifests manifests = Renderings.of(Chart.EDGE_MCP, "access tokens");

        assertThat(manifests.variable("EDGE_MCP_GLOBAL_RPS")).isEqualTo("off");
        assertThat(manifests.variable("EDGE_MCP_TENANT_RPS")).isEqualTo("off");
        assertThat(manifests.variable("EDGE_MCP_TENANT_BURST")).isEqualTo("400000");
        assertThat(manifests.variable("EDGE_MCP_OAUTH_AUDIENCE")).isEqualTo("a,b");
    }

    @Test
    void theStreamsRedisTakesNothingOverFromTheCaches() {
        Manifests manifests = Renderings.of(Chart.EDGE_MCP, "Redis of its own for the stream");

        assertThat(manifests.variable("REDIS_USERNAME")).isEqualTo("devmesh");
        assertThat(manifests.variable("REDIS_QUEUE_USERNAME")).isEmpty();
        assertThat(manifests.secretOf("REDIS_PASSWORD")).isEqualTo("redis-auth/password");
        assertThat(manifests.secretOf("REDIS_QUEUE_PASSWORD")).isEqualTo("queue-auth/password");
    }

    @Test
    void aStreamsRedisByIamHasNoPassword() {
        Manifests manifests = Renderings.of(Chart.EDGE_MCP, "streams' Redis by IAM beside a cache without");

        assertThat(manifests.variable("REDIS_QUEUE_AUTH")).isEqualTo("iam");
        assertThat(manifests.variable("REDIS_QUEUE_PASSWORD")).isEmpty();
        assertThat(manifests.variable("REDIS_QUEUE_IAM_CACHE_NAME")).isEqualTo("queue");
        assertThat(manifests.variable("REDIS_QUEUE_MODE")).isEqualTo("cluster");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void anAddressByIpv6HasBrackets(Chart chart) {
        assertThat(Renderings.of(chart, "external Redis by IPv6").variable("REDIS_ADDR"))
                .isEqualTo("[fd00::7]:6379");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void foldersOfOthersAreReadAfterTheChartsOwn(Chart chart) {
        assertThat(Renderings.of(chart, "extra secrets").variable("VARIABLE_SOURCE_DIRS"))
                .isEqualTo("/etc/devmesh/secrets:/mnt/secrets-store");
    }

    private static Set<String> namesOf(Manifests manifests) {
        Set<String> names = new TreeSet<>();
        manifests
                .container()
                .path("env")
                .forEach(variable -> names.add(variable.path("name").asString()));
        Manifests.pod(manifests.deployment())
                .path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asString().equals("secrets"))
                .flatMap(volume -> volume.findValues("path").stream())
                .forEach(path -> names.add(path.asString()));
        return names;
    }
}
