package io.devmesh.system.image;

import io.devmesh.system.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stands in for Open Liberty's official image, which is not to be had without a registry: its layout, user and variables, with the
 * Liberty and the JDK of this build, on the C library of this machine. Its shell is busybox.
 */
final class BaseImage {
    static final String TAG = "base:test";

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Path WLP = Path.of(System.getProperty("wlp"));
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final List<String> OF_THE_JDK = List.of("bin", "conf", "lib", "release");
    private static final List<String> OF_LIBERTY = List.of("bin", "clients", "dev", "lib", "templates");

    private static final String CONTAINERFILE = """
            FROM scratch
            COPY root /
            RUN ["/bin/busybox", "--install", "/bin"]
            RUN ln -s /opt/ol/wlp/usr/servers/defaultServer /config && ln -s /opt/ol/wlp/output/defaultServer /output \\
                && chown -R 1001:0 /logs /opt/ol/wlp/output /opt/ol/wlp/usr && chmod -R g=u /logs /opt/ol/wlp/output /opt/ol/wlp/usr \\
                && chmod 1777 /tmp
            ENV PATH=/opt/java/openjdk/bin:/opt/ol/wlp/bin:/bin JAVA_HOME=/opt/java/openjdk
            USER 1001
            """;

    private BaseImage() {}

    static void build(Containers containers) {
        Path context = containers.folder("base");
        Path root = context.resolve("root");
        try {
            for (String folder :
                    List.of("bin", "etc", "logs", "tmp", "opt/ol/wlp/output", "opt/ol/wlp/usr/servers/defaultServer")) {
                Files.createDirectories(root.resolve(folder));
            }
            Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\ndefault:x:1001:0::/tmp:/bin/sh\n");
            Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
            Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
            copy(List.of(busybox()), root.resolve("bin"));
            copy(OF_THE_JDK.stream().map(JDK::resolve).toList(), root.resolve("opt/java/openjdk"));
            copy(OF_LIBERTY.stream().map(WLP::resolve).toList(), root.resolve("opt/ol/wlp"));
            for (String unused : List.of("lib/src.zip", "lib/ct.sym")) {
                Files.deleteIfExists(root.resolve("opt/java/openjdk").resolve(unused));
            }
            for (Path library : libraries()) {
                copy(
                        List.of(library),
                        root.resolve(library.getParent().toString().substring(1)));
            }
            Path containerfile = Files.writeString(context.resolve("Containerfile"), CONTAINERFILE);
            containers.build(containerfile, context, TAG, Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of the machine that the JVM loads, and the loader itself. */
    private static List<Path> libraries() {
        String said = run(
                "ldd",
                JDK.resolve("bin/java").toString(),
                JDK.resolve("lib/server/libjvm.so").toString());
        return LIBRARY.matcher(said)
                .results()
                .map(match -> Path.of(match.group(1)).normalize())
                .filter(library -> !library.startsWith(JDK))
                .distinct()
                .toList();
    }

    private static Path busybox() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "busybox"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void copy(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        run(Stream.of(
                        List.of("cp", "--archive", "--dereference"),
                        files.stream().map(Path::toString).toList(),
                        List.of(folder.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static String run(String... command) {
        return Outcome.of(new ProcessBuilder(command), Path.of("target", "base-image.log"), LIMIT)
                .orFail()
                .printed();
    }
}
