package io.devmesh.system.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.system.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is in the images. {@link DeploymentContractIT} runs them. */
@NeedsProgram(
        value = {"buildah", "podman", "runc", "busybox"},
        asRoot = true)
class ImagesIT {
    private static final Containers CONTAINERS = Images.built();

    /** SHA-256 of Amazon Root CA 1 to 4 and of Starfield Services Root Certificate Authority - G2, as Amazon publishes them. */
    private static final List<String> AMAZONS_ROOTS = List.of(
            "8E:CD:E6:88:4F:3D:87:B1:12:5B:A3:1A:C3:FC:B1:3D:70:16:DE:7F:57:CC:90:4F:E1:CB:97:C6:AE:98:19:6E",
            "1B:A5:B2:AA:8C:65:40:1A:82:96:01:18:F8:0B:EC:4F:62:30:4D:83:CE:C4:71:3A:19:C3:9C:01:1E:A4:6D:B4",
            "18:CE:6C:FE:7B:F1:4E:60:B2:E3:47:B8:DF:E8:68:CB:31:D0:2E:BB:3A:DA:27:15:69:F5:03:43:B4:6D:B3:A4",
            "E3:5D:28:41:9E:D0:20:25:CF:A6:90:38:CD:62:39:62:45:8D:A5:C6:95:FB:DE:A3:C2:2B:0B:FB:25:89:70:92",
            "56:8D:69:05:A2:C8:87:08:A4:B3:02:51:90:ED:CF:ED:B1:97:4A:60:6A:13:C6:E5:29:0F:CB:2A:E6:3E:DA:B5");

    static Stream<String> services() {
        return Images.services().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void trustsTheAuthoritiesOfAmazon(String service) {
        String trusted = CONTAINERS
                .run(service + ":test", "keytool", "-list", "-cacerts", "-storepass", "changeit")
                .orFail()
                .printed();

        assertThat(AMAZONS_ROOTS).allSatisfy(root -> assertThat(trusted).contains(root));
    }

    @ParameterizedTest
    @MethodSource("services")
    void runsAsAUserWhoIsNotRoot(String service) {
        assertThat(configuration(service).path("User").asString()).isEqualTo("1001:0");
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysWhatItIs(String service) {
        JsonNode labels = configuration(service).path("Labels");

        assertThat(labels.path("org.opencontainers.image.version").asString()).isEqualTo(Images.VERSION);
        assertThat(labels.path("org.opencontainers.image.revision").asString()).isEqualTo(Images.REVISION);
        assertThat(labels.path("org.opencontainers.image.title").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void listsWhatItIsMadeOf(String service) {
        JsonNode bom =
                Json.mapper().readTree(CONTAINERS.read(service + ":test", "/opt/devmesh/sbom/" + service + ".json"));

        assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(bom.path("components")
                        .valueStream()
                        .map(part -> part.path("name").asString()))
                .contains("jedis", "jdbi3-core", "shared-ejb");
    }

    /** And nothing of the run in which that came about. */
    @ParameterizedTest
    @MethodSource("services")
    void keepsWhatLibertyFoundOutAboutIt(String service) {
        String kept = CONTAINERS
                .run(service + ":test", "/bin/busybox", "find", "/opt/devmesh/workarea", "-maxdepth", "1")
                .orFail()
                .printed();
        String left = CONTAINERS
                .run(service + ":test", "/bin/busybox", "find", "/logs", "/opt/ol/wlp/output/", "-type", "f")
                .orFail()
                .printed();

        assertThat(kept.lines())
                .contains("/opt/devmesh/workarea/org.eclipse.osgi")
                .noneMatch(file -> file.contains("/.s"));
        assertThat(left).isEmpty();
    }

    /** So that one build serves amd64 and arm64. */
    @ParameterizedTest
    @MethodSource("services")
    void hasNoCodeOfOneKindOfProcessor(String service) {
        String jars = CONTAINERS
                .run(
                        service + ":test",
                        "/bin/busybox",
                        "sh",
                        "-c",
                        "find /config/ /opt/devmesh -type f -name '*.?ar' | while read f; do unzip -l $f; done")
                .orFail()
                .printed();

        assertThat(jars).contains("META-INF/MANIFEST.MF").doesNotContainPattern("\\.(so|dll|dylib|jnilib)\\b");
    }

    /** Nothing that only a developer's machine needs. */
    @ParameterizedTest
    @MethodSource("services")
    void hasNoPathAndNoPasswordOfTheMachineThatBuiltIt(String service) {
        String found = CONTAINERS
                .run(service + ":test", "/bin/busybox", "find", "/config/", "-type", "f", "-not", "-name", "*.?ar")
                .orFail()
                .printed();

        assertThat(found.lines().map(file -> file.substring("/config/".length())))
                .containsExactlyInAnyOrder(
                        "server.xml", "common.xml", "jvm.options", "configDropins/defaults/ltpa.xml");
    }

    /** Features are installed for the base's version, and tested with the build's. */
    @ParameterizedTest
    @MethodSource("services")
    void isMadeForTheLibertyThatIsTested(String service) throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version = pom.replaceFirst("(?s).*<liberty.version>([^<]+)<.*", "$1");

        assertThat(Images.containerfile(service))
                .contains("ARG BASE_IMAGE=icr.io/appcafe/open-liberty:" + version + "-kernel-slim-java25-");
    }

    @Test
    void areMadeInTheSameWay() {
        assertThat(stepsThatNameNoService("edge-mcp"))
                .hasSizeGreaterThan(30)
                .isEqualTo(stepsThatNameNoService("worker"));
    }

    private static List<String> stepsThatNameNoService(String service) {
        return Images.containerfile(service)
                .lines()
                .filter(line -> !line.matches(".*(edge-mcp|Edge MCP|worker|Worker|EXPOSE|image.description).*"))
                .toList();
    }

    private static JsonNode configuration(String service) {
        return CONTAINERS.inspect("localhost/" + service + ":test").path("Config");
    }
}
