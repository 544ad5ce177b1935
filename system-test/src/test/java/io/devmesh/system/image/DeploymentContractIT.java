package io.devmesh.system.image;

import static io.devmesh.system.EdgeClient.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.helm.Chart;
import io.devmesh.helm.Manifests;
import io.devmesh.helm.Rendering;
import io.devmesh.local.Database;
import io.devmesh.local.FreePort;
import io.devmesh.system.AclRules;
import io.devmesh.system.EdgeClient;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.servers.ClientCertificates;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.RedisServerBuilder;
import io.devmesh.system.servers.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What the charts make starts: the images, with precisely the environment, files, user, limits and probes of the rendered manifests
 * and no shell, against a Redis with TLS and the ACL users of docs/operations/elasticache.md, and a PostgreSQL that wants TLS.
 */
@NeedsProgram(
        value = {"buildah", "podman", "runc", "busybox", "redis-server"},
        asRoot = true)
class DeploymentContractIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REDIS = "primary.cache.test";
    private static final int EDGE_PORT = FreePort.find();
    private static final int WORKER_PORT = FreePort.find();
    private static final String BAD_SETTING = "worker: {extraEnv: [{name: WORKER_CLAIM_MIN_IDLE, value: soon}]}\n";

    @TempDir
    private static Path folder;

    private static RedisServer redis;
    private static PostgresServer postgres;
    private static Kubelet kubelet;
    private static RunningPod edge;
    private static RunningPod worker;
    private static EdgeClient client;

    @BeforeAll
    static void start() throws IOException {
        TestCertificates redisAuthority = TestCertificates.in(folder.resolve("redis-authority"));
        RedisServerBuilder builder = RedisServer.in(folder.resolve("redis"))
                .user("user default off")
                .tls(redisAuthority, redisAuthority.server(REDIS, "127.0.0.1"), ClientCertificates.IGNORED);
        AclRules.ofThePage().values().forEach(rules -> builder.user(rules.line()));
        redis = builder.start();
        postgres = PostgresServer.in(folder.resolve("postgres"))
                .tls(TestCertificates.in(folder.resolve("postgres-authority")))
                .onlyTls()
                .start();
        kubelet = new Kubelet(Images.built(), Map.of(REDIS, "127.0.0.1"));
        kubelet.createSecret("redis-auth", Map.of("password", AclRules.PASSWORD));
        kubelet.createConfigMap("redis-ca", Map.of("ca.crt", Files.readString(redisAuthority.caFile())));
        Database database = postgres.database("verify-full");
        kubelet.createSecret("rds-auth", Map.of("password", database.password()));
        kubelet.createSecret(
                "rds-owner", Map.of("password", database.owner().orElseThrow().password()));
        kubelet.createConfigMap(
                "rds-ca",
                Map.of("global-bundle.pem", Files.readString(postgres.caFile().orElseThrow())));
        kubelet.createSecret(
                "master-key", Map.of("master-key", Base64.getEncoder().encodeToString(new byte[32])));

        edge = start(rendering(Chart.EDGE_MCP), "edge-mcp-0");
        edge.awaitReady();
        worker = start(rendering(Chart.WORKER), "worker-0");
        worker.awaitReady();
        client = EdgeClient.ofNewTenant("acme", Jdbi.create(postgres.admin().dataSource()), edge.port("http"));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable started : new AutoCloseable[] {worker, edge, redis, postgres}) {
            if (started != null) {
                assertThat(started).satisfies(AutoCloseable::close);
            }
        }
    }

    @Test
    void anEventGoesFromTheDoorToATool() {
        try {
            assertThat(client.deliver("issues", "through-the-pods", issue(1, "opened"))
                            .status())
                    .isEqualTo(202);
        } catch (UncheckedIOException unanswered) {
            edge.logThreads();
            throw new AssertionError("see " + edge, unanswered);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(client.tool("event_list", "{}").toString()).contains("through-the-pods"));
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void theDoctorOfTheChartFindsNothing(Chart chart) {
        Manifests manifests = rendering(chart).manifestsWithHooks();
        try (RunningPod doctor = kubelet.start(
                chart.id() + "-doctor",
                manifests.one("Pod", chart.id() + "-doctor").path("spec"))) {
            assertThat(doctor.awaitEnd()).as(doctor.log()).isZero();
        }
    }

    @Test
    void noSecretIsInTheEnvironment() {
        for (String pod : new String[] {"edge-mcp-0", "worker-0"}) {
            JsonNode environment = Images.built().inspect(pod).path("Config").path("Env");
            assertThat(environment.toString())
                    .contains("REDIS_ADDR")
                    .doesNotContain(
                            AclRules.PASSWORD, postgres.database("prefer").password());
        }
    }

    @Test
    void runsAsAnyUserOfTheGroup0AndStopsInOrder() {
        Rendering other = rendering(Chart.WORKER)
                .with("worker: {port: %d, podSecurityContext: {runAsUser: 1000660000}}".formatted(FreePort.find()));
        try (RunningPod second = start(other, "worker-1")) {
            second.awaitReady();

            assertThat(second.stop()).as(second.log()).isEqualTo(128 + 15);
            assertThat(second.log()).contains("CWWKE0036I");
        }
    }

    @Test
    void endsWith78AndSaysWhyWhereASettingIsWrong() {
        try (RunningPod wrong = start(rendering(Chart.WORKER).with(BAD_SETTING), "worker-wrong")) {
            assertThat(wrong.awaitEnd()).as(wrong.log()).isEqualTo(78);
            assertThat(wrong.log()).contains("WORKER_CLAIM_MIN_IDLE").contains("soon");
        }
    }

    private static RunningPod start(Rendering rendering, String pod) {
        Manifests manifests = rendering.manifests();
        kubelet.apply(manifests);
        return kubelet.start(pod, Manifests.pod(manifests.deployment()));
    }

    private static Rendering rendering(Chart chart) {
        boolean isEdge = chart == Chart.EDGE_MCP;
        Database database = postgres.database("verify-full");
        return chart.rendering()
                .with(redis("externalRedis", isEdge ? "edge-cache" : "worker"))
                .with(isEdge ? redis("externalQueueRedis", "edge-queue") : "")
                .with("""
                        redis: {enabled: false}
                        masterKey: {existingSecret: master-key}
                        %s:
                          image: {repository: localhost/%s, tag: bare}
                          port: %d
                          database:
                            host: 127.0.0.1
                            port: %d
                            name: %s
                            user: %s
                            existingSecret: rds-auth
                            sslMode: verify-full
                            ca: {configMap: rds-ca}
                            migration: {user: %s, existingSecret: rds-owner}
                        """.formatted(
                                isEdge ? "edgeMcp" : "worker",
                                chart.id(),
                                isEdge ? EDGE_PORT : WORKER_PORT,
                                postgres.port(),
                                database.name(),
                                database.user(),
                                database.owner().orElseThrow().user()));
    }

    private static String redis(String key, String user) {
        return """
                %s:
                  host: %s
                  port: %d
                  username: %s
                  existingSecret: redis-auth
                  tls: {enabled: true, ca: {configMap: redis-ca}}
                """.formatted(key, REDIS, redis.port(), user);
    }
}
