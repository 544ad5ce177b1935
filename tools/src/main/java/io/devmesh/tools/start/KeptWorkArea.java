package io.devmesh.tools.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * An agent of the JVM that lays Liberty's work area, as it was when the image was made, into a pod's empty folder, before Liberty looks
 * for it: which bundles there are and in which order they start, the annotations of all classes, the jars of the application. Where
 * it is there already, or can't be laid, Liberty goes on by itself, and is ready some seconds later.
 */
public final class KeptWorkArea {
    private KeptWorkArea() {}

    /**
     * Is called by the JVM before Liberty's own {@code main}.
     *
     * @param folders the kept one and the one where it belongs, with a colon between them; both absolute
     */
    @SuppressWarnings("SystemOut")
    public static void premain(String folders) {
        List<Path> both = Stream.of(folders.split(":", 2)).map(Path::of).toList();
        try {
            lay(both.getFirst(), both.getLast());
        } catch (IOException | UncheckedIOException failure) {
            System.err.println("Starting without the work area that was kept in the image: " + failure);
        }
    }

    /** All of it or nothing: a start that was ended half-way leaves nothing under that name. */
    static void lay(Path kept, Path wanted) throws IOException {
        if (!Files.isDirectory(kept) || Files.exists(wanted)) {
            return;
        }
        Files.createDirectories(wanted.getParent());
        Path coming = Files.createTempDirectory(wanted.getParent(), "workarea-");
        try (Stream<Path> files = Files.walk(kept)) {
            files.forEach(
                    from -> copy(from, coming.resolve(kept.relativize(from).toString())));
        }
        Files.move(coming, wanted, StandardCopyOption.ATOMIC_MOVE);
    }

    /** With its time, by which Liberty knows whether it is still true. */
    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (FileAlreadyExistsException top) {
            // the folder that was made for all of it
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
