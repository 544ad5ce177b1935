package io.devmesh.system.npm;

import io.devmesh.system.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packages of {@code src/test/npm/package-lock.json} in {@code target/npm}, with our scripts beside them. Whoever uses it is
 * marked {@code @NeedsProgram("npm")}; the Node that runs them is one of the packages, for the installed one may be too old.
 */
public final class NpmTools {
    private static final Path SOURCE = Path.of("src", "test", "npm").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();
    private static final Path MODULES = FOLDER.resolve("node_modules");
    private static final Path INSTALLED = FOLDER.resolve("installed");
    private static final List<String> DECIDE_WHAT_IS_INSTALLED =
            List.of("package.json", "package-lock.json", ".npmrc", "schemas.mjs");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(1);

    private final Path node;

    private NpmTools(Path node) {
        this.node = node;
    }

    /** Installs them where that is not done for this lock file; whoever else wants to waits, in other processes too. */
    public static synchronized NpmTools installed() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                copySources();
                String wanted = digest();
                if (!Files.exists(INSTALLED) || !Files.readString(INSTALLED).equals(wanted)) {
                    install();
                    Files.writeString(INSTALLED, wanted);
                }
            }
            return new NpmTools(findNode());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a package has at {@code path}. */
    public Path file(String packageName, String path) {
        return MODULES.resolve(packageName).resolve(path);
    }

    /** One of ours, by its name in {@code src/test/npm}. */
    public Path script(String name) {
        return FOLDER.resolve(name);
    }

    /**
     * The official JSON schema of a protocol version.
     *
     * @param version such as {@code 2025-11-25}, or {@code tasks} for the extension of that name
     */
    public Path schema(String version) {
        return FOLDER.resolve("schemas").resolve(version + ".json");
    }

    /**
     * Runs a script to its end.
     *
     * @param log where its errors go; what it prints goes beside it
     * @param environment more variables
     * @throws AssertionError where it does not end within {@code limit}
     */
    public Outcome run(Path script, Path log, Duration limit, Map<String, String> environment, List<String> arguments) {
        List<String> command = Stream.concat(Stream.of(node.toString(), script.toString()), arguments.stream())
                .toList();
        return run(new ProcessBuilder(command), log, limit, environment);
    }

    private static void copySources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void install() throws IOException {
        Files.deleteIfExists(INSTALLED);
        run(new ProcessBuilder("npm", "ci"), FOLDER.resolve("npm.log"), INSTALL_LIMIT, Map.of())
                .orFail();
        new NpmTools(findNode())
                .run(
                        FOLDER.resolve("schemas.mjs"),
                        FOLDER.resolve("schemas.log"),
                        SCRIPT_LIMIT,
                        Map.of(),
                        List.of(FOLDER.resolve("schemas").toString()))
                .orFail();
    }

    private static String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : DECIDE_WHAT_IS_INSTALLED) {
                digest.update(Files.readAllBytes(SOURCE.resolve(name)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The one for this machine is the only one that npm installs; there is none for each kind of machine. */
    private static Path findNode() throws IOException {
        try (Stream<Path> packages = Files.list(MODULES)) {
            return Stream.concat(
                            packages.filter(
                                    path -> path.getFileName().toString().startsWith("node-")),
                            inPath())
                    .flatMap(folder -> Stream.of(folder.resolve("bin").resolve("node"), folder.resolve("node")))
                    .filter(Files::isExecutable)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no Node 22 for this machine."));
        }
    }

    private static Stream<Path> inPath() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
    }

    private static Outcome run(ProcessBuilder program, Path log, Duration limit, Map<String, String> environment) {
        program.directory(FOLDER.toFile()).environment().putAll(environment);
        return Outcome.of(program, log, limit);
    }
}
