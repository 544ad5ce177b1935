package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is chosen, Kubernetes takes what the charts make. */
class ManifestsTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void haveTheFieldsThatKubernetesKnows(Manifests manifests) {
        assertThat(manifests.all())
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThat(KubernetesModel.complaint(object)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void haveNamesThatAreThereOnceAndNotTooLong(Manifests manifests) {
        assertThat(manifests.names()).doesNotHaveDuplicates();
        assertThat(manifests.all())
                .allSatisfy(object -> assertThat(Manifests.name(object)).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void selectThePodsOfTheirOwnTemplate(Manifests manifests) {
        manifests.all().stream()
                .filter(object -> !object.path("spec").path("template").isMissingNode())
                .forEach(workload -> workload.path("spec")
                        .path("selector")
                        .path("matchLabels")
                        .properties()
                        .forEach(label -> assertThat(workload.path("spec")
                                        .path("template")
                                        .path("metadata")
                                        .path("labels")
                                        .path(label.getKey()))
                                .isEqualTo(label.getValue())));
    }

    @ParameterizedTest
    @MethodSource("io.devmesh.helm.Renderings#all")
    void areInTheNamespaceOfTheRelease(Manifests manifests) {
        assertThat(manifests.all())
                .filteredOn(object -> !Manifests.name(object).endsWith("-more"))
                .allSatisfy(object -> assertThat(
                                object.path("metadata").path("namespace").asString())
                        .isEqualTo("edge-mcp"));
    }

    @Test
    void areRefusedForAFieldThatKubernetesDoesNotKnow() {
        ObjectNode deployment = deployment();
        ((ObjectNode) Manifests.pod(deployment).path("containers").path(0)).putObject("readynessProbe");

        assertThat(KubernetesModel.complaint(deployment))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("readynessProbe"));
    }

    @Test
    void areRefusedWithoutAFieldThatKubernetesNeeds() {
        ObjectNode deployment = deployment();
        ((ObjectNode) deployment.path("spec")).remove("selector");

        assertThat(KubernetesModel.complaint(deployment))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("selector"));
    }

    @Test
    void areRefusedForAReadOnlyRootInThePlaceWhereTheOriginalHadIt() {
        ObjectNode deployment = deployment();
        ((ObjectNode) Manifests.pod(deployment).path("securityContext")).put("readOnlyRootFilesystem", true);

        assertThat(KubernetesModel.complaint(deployment))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("readOnlyRootFilesystem"));
    }

    private static ObjectNode deployment() {
        return (ObjectNode) Chart.WORKER.rendering().manifests().deployment().deepCopy();
    }

    /** For the check of types and of objects of other projects, which needs npm. */
    @AfterAll
    static void leaveThemForOthers() throws IOException {
        ArrayNode everything = MAPPER.createArrayNode();
        Renderings.all().forEach(named -> {
            ObjectNode rendering = everything.addObject().put("rendering", named.getName());
            ArrayNode objects = rendering.putArray("objects");
            for (JsonNode object : named.getPayload().all()) {
                objects.add(object);
            }
        });
        MAPPER.writeValue(Path.of("target", "manifests.json"), everything);
        assertThat(Files.size(Path.of("target", "manifests.json"))).isPositive();
    }
}
