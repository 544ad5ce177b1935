package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.system.servers.BuiltServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The conformance fixtures are in the test server and nowhere else. */
class FixturesStayOutIT {
    private static final String PACKAGE = "io/devmesh/conformance/";
    private static final Pattern OURS = Pattern.compile("WEB-INF/classes/.*|.*io/devmesh/.*");
    private static final Path PRODUCT = BuiltServer.named("edge-mcp").application("edge-mcp-war.war");

    private record Found(String entry, String text) {}

    @Test
    void ofTheProduct() throws IOException {
        List<Found> product = entries(PRODUCT);

        assertThat(product)
                .isNotEmpty()
                .noneMatch(found -> found.entry().contains(PACKAGE))
                .filteredOn(found -> OURS.matcher(found.entry()).matches())
                .hasSizeGreaterThan(100)
                .allSatisfy(found ->
                        assertThat(names()).noneMatch(name -> found.text().contains(name)))
                .noneMatch(found -> found.text().contains("test_"));
    }

    @Test
    @ExtendWith(SharedStack.class)
    void ofWhatTheProductOffers(Stack stack) {
        assertThat(stack.edge()
                        .mcp("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                        .json()
                        .path("result")
                        .path("tools"))
                .isNotEmpty()
                .noneMatch(tool -> tool.path("name").stringValue().startsWith("test_"))
                .noneMatch(tool -> names().contains(tool.path("name").stringValue()));
    }

    @Test
    void butAreInTheTestServer() throws IOException {
        Path made = FixtureServer.in(
                        Path.of("target", "stacks", "fixtures-stay-out").toAbsolutePath())
                .userFolder()
                .resolve("servers/edge-mcp/apps/edge-mcp-war.war");

        assertThat(entries(made)).anyMatch(found -> found.entry().contains(PACKAGE));
    }

    /** Those that are no words that a program may well say otherwise. */
    private static List<String> names() {
        try (InputStream list = FixturesStayOutIT.class.getResourceAsStream("/" + PACKAGE + "tools.json")) {
            return Json.mapper()
                    .readTree(list)
                    .valueStream()
                    .map(tool -> tool.path("name").stringValue())
                    .filter(name -> name.contains("_"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All files, those inside of jars too. */
    private static List<Found> entries(Path archive) throws IOException {
        List<Found> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive)) {
            collect("", in, found);
        }
        return found;
    }

    private static void collect(String prefix, InputStream archive, List<Found> found) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] content = zip.readAllBytes();
            String name = prefix + entry.getName();
            if (name.endsWith(".jar")) {
                collect(name + "!/", new ByteArrayInputStream(content), found);
            } else {
                found.add(new Found(name, new String(content, ISO_8859_1)));
            }
        }
    }
}
