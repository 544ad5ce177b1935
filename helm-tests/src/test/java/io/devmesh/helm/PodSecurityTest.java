package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every pod keeps to the Pod Security Standard {@code restricted}, and to a little more. */
class PodSecurityTest {
    private static final Set<String> VOLUMES =
            Set.of("name", "configMap", "secret", "projected", "emptyDir", "persistentVolumeClaim");

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noPodRunsAsRoot(Manifests manifests) {
        assertThat(manifests.pods()).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.path("securityContext").path("runAsNonRoot").booleanValue(false))
                    .isTrue();
            assertThat(pod.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asString())
                    .isEqualTo("RuntimeDefault");
        });
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noContainerCanGetMoreThanItHas(Manifests manifests) {
        assertThat(containers(manifests)).isNotEmpty().allSatisfy(container -> {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").booleanValue(true))
                    .isFalse();
            assertThat(context.path("readOnlyRootFilesystem").booleanValue(false))
                    .isTrue();
            assertThat(context.path("capabilities").path("drop").path(0).asString())
                    .isEqualTo("ALL");
            assertThat(context.path("capabilities").has("add")).isFalse();
            assertThat(context.path("privileged").booleanValue(false)).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noPodSeesItsNode(Manifests manifests) {
        assertThat(manifests.pods()).allSatisfy(pod -> {
            assertThat(List.of("hostNetwork", "hostPID", "hostIPC")).noneMatch(pod::has);
            assertThat(pod.path("volumes"))
                    .allSatisfy(volume -> assertThat(VOLUMES).containsAll(volume.propertyNames()));
            assertThat(pod.path("containers"))
                    .allSatisfy(
                            container -> assertThat(container.path("ports")).noneMatch(port -> port.has("hostPort")));
        });
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void noPodHasATokenForKubernetes(Manifests manifests) {
        assertThat(manifests.pods())
                .allSatisfy(pod -> assertThat(
                                pod.path("automountServiceAccountToken").booleanValue(true))
                        .isFalse());
        assertThat(manifests.of("ServiceAccount"))
                .allSatisfy(account -> assertThat(
                                account.path("automountServiceAccountToken").booleanValue(true))
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void libertyCanWriteWhereItMust(Manifests manifests) {
        List<String> folders = StreamSupport.stream(
                        manifests.container().path("volumeMounts").spliterator(), false)
                .filter(mount -> manifests.volume(mount.path("name").asString()).has("emptyDir"))
                .map(mount -> mount.path("mountPath").asString())
                .toList();

        assertThat(folders).contains("/tmp", "/opt/ol/wlp/output", "/logs");
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void everyContainerHasAMemoryLimitAndRequests(Manifests manifests) {
        assertThat(containers(manifests))
                .filteredOn(container -> !container.path("name").asString().equals("proxy"))
                .allSatisfy(container -> {
                    assertThat(container.path("resources").path("limits").has("memory"))
                            .isTrue();
                    assertThat(container.path("resources").path("requests").propertyNames())
                            .contains("cpu", "memory");
                });
    }

    private static Stream<JsonNode> containers(Manifests manifests) {
        return manifests.pods().stream()
                .flatMap(pod -> StreamSupport.stream(pod.path("containers").spliterator(), false));
    }
}
