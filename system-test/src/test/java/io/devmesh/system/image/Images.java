package io.devmesh.system.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The images of both services, built once for all tests: {@code edge-mcp:test} and {@code worker:test} as their Containerfiles have
 * them, and {@code …:bare}, from which every program but those of the JDK is gone.
 */
final class Images {
    static final String VERSION = "9.9.9";
    static final String REVISION = "0123456789abcdef";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, Path> CONTAINERFILES = Map.of(
            "edge-mcp", ROOT.resolve("edge-mcp-war/Containerfile"),
            "worker", ROOT.resolve("worker-ear/Containerfile"));
    private static Containers built;

    private Images() {}

    static List<String> services() {
        return List.of("edge-mcp", "worker");
    }

    static synchronized Containers built() {
        if (built == null) {
            Containers containers = Containers.empty();
            BaseImage.build(containers);
            services().forEach(service -> build(containers, service));
            built = containers;
        }
        return built;
    }

    static String containerfile(String service) {
        try {
            return Files.readString(CONTAINERFILES.get(service));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void build(Containers containers, String service) {
        containers.build(
                CONTAINERFILES.get(service),
                ROOT,
                service + ":test",
                Map.of(
                        "BASE_IMAGE",
                        "localhost/" + BaseImage.TAG,
                        "INSTALL_FEATURES",
                        "false",
                        "VERSION",
                        VERSION,
                        "REVISION",
                        REVISION));
        Path context = containers.folder("bare");
        try {
            Path containerfile = Files.writeString(context.resolve("Containerfile"), """
                    FROM localhost/%s:test
                    USER root
                    RUN ["/bin/busybox", "sh", "-c", "rm /bin/*"]
                    USER 1001:0
                    """.formatted(service));
            containers.build(containerfile, context, service + ":bare", Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
