package io.devmesh.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.error.OsArchitectureNotFound;
import redis.embedded.error.UnknownOSName;

/** Where a {@code redis-server} program comes from. */
public final class RedisBinary {
    private static final String NAME = "redis-server";

    private RedisBinary() {}

    /** The program out of the Maven artifact, unpacked to {@code binaries} unless it is there. */
    public static Path bundled(Path binaries) {
        Path program = binaries.resolve("redis").resolve(NAME);
        if (Files.isExecutable(program)) {
            return program;
        }
        try {
            Files.createDirectories(program.getParent());
            // The provider deletes what it unpacked when this JVM ends, which must not take it from another JVM.
            Path draft = Files.createTempDirectory(binaries, "redis");
            Path unpacked = ExecutableProvider.newJarResourceProvider(draft.toFile())
                    .get()
                    .toPath();
            Files.move(unpacked, program, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(draft);
            return program;
        } catch (IOException failure) {
            throw new StartupException("Can't unpack Redis to " + binaries + " (" + failure.getMessage()
                    + "): make the folder writable, or set REDIS_ADDR to a Redis that runs.");
        } catch (OsArchitectureNotFound | UnknownOSName unknown) {
            throw new StartupException("There is no embedded Redis for this machine (" + unknown.getMessage()
                    + "): set REDIS_ADDR to a Redis that runs.");
        }
    }

    /** The installed program, looked up in {@code path}, the value of the variable PATH. */
    public static Optional<Path> installed(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
