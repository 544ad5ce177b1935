package io.devmesh.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Liberty keeps the jars of an archive, by their time. Our archives are reproducible, so all versions of a jar have
 * the same time, and a server would go on with the jars of the run before: the work area must go first.
 */
record WorkArea(Path folder) {
    void delete() throws IOException {
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
