package io.devmesh.benchmark.peer;

import io.devmesh.shared.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of the folder node-peers with all that npm gives them, Node among it. */
public final class NodePrograms {
    /** Why there are none. */
    public static final String MISSING = "npm is not in PATH";

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);

    private final Path folder;

    private NodePrograms(Path folder) {
        this.folder = folder;
    }

    /** Whether npm is in PATH, without which there are none. */
    public static boolean possible() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
    }

    /**
     * Lets npm install exactly what the lock file says.
     *
     * @param sources are not written to
     * @param folder to install in
     */
    public static NodePrograms install(Path sources, Path folder, Path log) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(log.getParent());
            try (Stream<Path> files = Files.list(sources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            run(List.of("npm", "ci"), folder, log);
        } catch (IOException failure) {
            throw new UncheckedIOException("The peers need npm in PATH (" + failure.getMessage() + ")", failure);
        }
        return new NodePrograms(folder);
    }

    private static void run(List<String> command, Path folder, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!ended(process) || process.exitValue() != 0) {
            throw new IOException("npm failed: see " + log);
        }
    }

    private static boolean ended(Process npm) {
        npm.onExit()
                .completeOnTimeout(npm, INSTALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        npm.destroy();
        return !npm.isAlive();
    }

    /** How to start a program; the caller adds the port. */
    public List<String> command(String program) {
        return List.of(
                node(),
                // So that it can be told to collect garbage before its memory is looked at.
                "--expose-gc",
                folder.resolve(program).toString());
    }

    /** The one from npm, else (on systems that npm has none for) the one in PATH. */
    private String node() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        Path installed = folder.resolve(Path.of("node_modules", "node-" + system + "-" + processor, "bin", "node"));
        return Files.isExecutable(installed) ? installed.toString() : "node";
    }

    /** The libraries. */
    public Path modules() {
        return folder.resolve("node_modules");
    }

    /** What was asked of npm, by name. */
    public Map<String, String> versions() {
        try {
            Map<String, String> versions = new TreeMap<>();
            Json.mapper()
                    .readTree(Files.readString(folder.resolve("package.json")))
                    .path("dependencies")
                    .properties()
                    .forEach(entry ->
                            versions.put(entry.getKey(), entry.getValue().stringValue()));
            return versions;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
