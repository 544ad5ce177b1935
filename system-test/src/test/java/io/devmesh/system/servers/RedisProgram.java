package io.devmesh.system.servers;

import io.devmesh.local.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which {@code redis-server} runs. */
public enum RedisProgram {
    /** Redis 6.2 out of its Maven artifact; on Linux it speaks TLS. */
    BUNDLED {
        @Override
        Optional<Path> find() {
            return Optional.of(RedisBinary.bundled(BINARIES));
        }
    },
    /** The one in PATH, 7 or newer, with TLS where it is Debian's; not on every machine. */
    INSTALLED {
        @Override
        Optional<Path> find() {
            return RedisBinary.installed(System.getenv("PATH"));
        }
    };

    private static final Path BINARIES = Path.of("target", "binaries").toAbsolutePath();

    /** Those that this machine has, to run a test on each of them. */
    public static List<RedisProgram> available() {
        return Stream.of(values()).filter(program -> program.find().isPresent()).toList();
    }

    /** Where it is; throws {@link IllegalStateException} where it is not. */
    public Path path() {
        return find().orElseThrow(() -> new IllegalStateException("There is no " + this + " redis-server."));
    }

    /** The same program under the name by which it knows that it is a sentinel. */
    Path sentinel() {
        Path link = BINARIES.resolve("redis-sentinel-" + name());
        try {
            Files.createDirectories(BINARIES);
            Path draft = Files.createTempDirectory(BINARIES, "sentinel");
            Files.createSymbolicLink(draft.resolve("link"), path());
            Files.move(draft.resolve("link"), link, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(draft);
            return link;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    abstract Optional<Path> find();
}
