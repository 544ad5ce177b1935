package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After the installation the chart says what to do next, and what is unwise. */
class NotesTest {
    @Test
    void nameThreeCommandsOfEdgeMcp() {
        assertThat(Chart.EDGE_MCP.rendering().named("edge").in("mesh").notes())
                .contains("helm test edge --namespace mesh --logs")
                .contains("kubectl exec --namespace mesh deploy/edge-edge-mcp -c edge-mcp --")
                .contains("bootstrap")
                .contains("kubectl port-forward --namespace mesh svc/edge-edge-mcp 8082")
                .contains("claude mcp add --transport http devmesh http://localhost:8082/mcp");
    }

    @Test
    void nameThreeCommandsOfTheWorker() {
        assertThat(Chart.WORKER.rendering().notes())
                .contains("helm test worker --namespace edge-mcp --logs")
                .contains("kubectl rollout status --namespace edge-mcp deploy/worker")
                .contains("curl -s localhost:8088/health/ready");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void warnOfWhatIsUnwise(Chart chart) {
        assertThat(chart.rendering().file("values.minimal.yaml").notes())
                .contains("WARNING: the bundled PostgreSQL has no backup")
                .contains("WARNING: without masterKey.existingSecret or masterKey.kmsKeyId");
        assertThat(chart.rendering().with("""
                                environment: development
                                redis: {enabled: false}
                                externalRedis: {host: r, password: p, tls: {enabled: true, skipVerify: true}}
                                """).notes())
                .contains("WARNING: externalRedis.tls.skipVerify is true")
                .contains("WARNING: a password is in the release's values");
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void warnOfNothingInProductionAsItShouldBe(Chart chart) {
        assertThat(chart.rendering()
                        .file("values.elasticache-iam.yaml")
                        .file("values.production.yaml")
                        .notes())
                .doesNotContain("WARNING");
        assertThat(chart.rendering()
                        .file("values.elasticache-iam.yaml")
                        .with("masterKey: {kmsKeyId: alias/devmesh}")
                        .notes())
                .doesNotContain("WARNING");
    }

    /** In the image; {@code devmesh} is the build's tools/target/devmesh. */
    @ParameterizedTest
    @EnumSource(Chart.class)
    void nameCommandsThatTheToolHas(Chart chart) {
        String tool = Texts.of(Path.of("..", "tools/src/main/java/io/devmesh/tools/DevMesh.java"));

        assertThat(tool).contains("BootstrapCommand", "DoctorCommand");
        assertThat(Renderings.of(chart, "as it is")
                        .one("Pod")
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("args"))
                .extracting(argument -> argument.asString())
                .containsExactly("doctor", "--service", chart.id());
    }
}
