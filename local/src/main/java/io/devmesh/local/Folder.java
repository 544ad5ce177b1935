package io.devmesh.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with what is in it. */
record Folder(Path path) {
    /** Deletes it, if it is there; links are deleted and not followed. */
    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Makes it, if it is not there, and proves that files can be made in it. */
    void requireWritable() {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "probe", ""));
        } catch (IOException failure) {
            throw new StartupException("The folder " + path + " can't be written to ("
                    + failure.getClass().getSimpleName() + "): make it writable for this user, or remove it.");
        }
    }
}
