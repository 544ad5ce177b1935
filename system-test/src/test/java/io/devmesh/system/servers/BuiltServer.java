package io.devmesh.system.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a Liberty server as the build left it, which tests copy and never change. */
public record BuiltServer(Path folder) {
    private static final List<String> CONFIGURATION =
            List.of("server.xml", "common.xml", "jvm.options", "server.env", "lib");

    public static BuiltServer named(String name) {
        return new BuiltServer(Path.of(System.getProperty("wlp"), "usr", "servers", name));
    }

    /** An archive that it deploys. */
    public Path application(String file) {
        return folder.resolve("apps").resolve(file);
    }

    /** Makes {@code copy} anew, without applications. */
    public void copyConfiguration(Path copy) throws IOException {
        delete(copy);
        for (String part : CONFIGURATION) {
            copy(folder.resolve(part), copy.resolve(part));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Path copied = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(path, copied);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
