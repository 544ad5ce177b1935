package io.devmesh.shared.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings out of mounted files, as a Kubernetes Secret or ConfigMap gives them: a file's name is the variable, its text
 * the value, without the line break at its end. The folders are those of Liberty's {@code VARIABLE_SOURCE_DIRS}. Unlike
 * Liberty's own source of that name, a file is read anew each time it is asked for, so that a rotated secret is picked up
 * without a restart.
 */
public final class MountedFiles implements ConfigSource {
    static final String FOLDERS = "VARIABLE_SOURCE_DIRS";

    /** Above Liberty's variables (500), which hold what the files said at the start. */
    private static final int ORDINAL = 550;

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private final List<Path> folders;

    /** For MicroProfile Config, which makes it before any configuration can be asked. */
    public MountedFiles() {
        this(System.getenv(FOLDERS));
    }

    /** @param folders separated as in PATH; null for none */
    public MountedFiles(String folders) {
        this.folders = Stream.ofNullable(folders)
                .flatMap(all -> Arrays.stream(all.split(Pattern.quote(File.pathSeparator))))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
    }

    @Override
    public String getName() {
        return "mounted files";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getValue(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            return null; // no other setting of the runtime costs a look at the disk
        }
        for (Path folder : folders) {
            try {
                return withoutLineBreak(Files.readString(folder.resolve(name)));
            } catch (NoSuchFileException elsewhere) {
                // The next folder may have it.
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The file of " + name + " can't be read", unreadable);
            }
        }
        return null;
    }

    @Override
    public Set<String> getPropertyNames() {
        return folders.stream().flatMap(MountedFiles::names).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(Path folder) {
        String[] names = folder.toFile().list();
        return Stream.ofNullable(names).flatMap(Arrays::stream).filter(VARIABLE.asMatchPredicate());
    }

    private static String withoutLineBreak(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
