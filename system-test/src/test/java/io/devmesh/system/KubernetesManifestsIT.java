package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.npm.NpmTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the Helm charts make has the types that Kubernetes, the Prometheus operator, KEDA and the Gateway API want. The module
 * helm-tests checks the fields.
 */
@NeedsProgram("npm")
class KubernetesManifestsIT {
    /** Left by the tests of that module. */
    private static final Path MANIFESTS =
            Path.of("..", "helm-tests", "target", "manifests.json").toAbsolutePath();

    private static final Path LOGS = Path.of("target", "kubernetes").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final NpmTools npm = NpmTools.installed();

    @Test
    void haveTheTypesThatAreWanted() {
        assertThat(check(MANIFESTS).lines().toList())
                .singleElement()
                .asString()
                .matches("checked [1-9]\\d{2,}, wrong 0");
    }

    @Test
    void areRefusedWhereATypeIsWrong() throws IOException {
        Path spoilt = Files.createDirectories(LOGS).resolve("spoilt.json");
        Files.writeString(
                spoilt,
                Files.readString(MANIFESTS).replaceFirst("\"containerPort\":\\d+", "\"containerPort\":\"eight\""));

        assertThat(check(spoilt)).contains("wrong 1").contains("containerPort");
    }

    private String check(Path manifests) {
        assertThat(manifests).as("what helm-tests leaves").exists();
        Outcome outcome = npm.run(
                npm.script("kubernetes.mjs"),
                LOGS.resolve("kubernetes.log"),
                LIMIT,
                Map.of(),
                List.of(manifests.toString()));
        return outcome.orFail().printed();
    }
}
