package io.devmesh.system.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The program {@code devmesh} of the build, running. */
public final class DevmeshProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PROGRAM =
            Path.of("../tools/target/devmesh/devmesh").toAbsolutePath();

    private final Process process;
    private final Path out;
    private final Path err;

    private DevmeshProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with these variables and no other of ours. */
    public static DevmeshProcess start(Map<String, String> environment, String... arguments) {
        try {
            Path folder = Files.createDirectories(Path.of("target/devmesh-runs").toAbsolutePath());
            Path out = Files.createTempFile(folder, "run", ".out");
            Path err = Files.createTempFile(folder, "run", ".err");
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS", "-Xmx128m");
            builder.environment().putAll(environment);
            return new DevmeshProcess(builder.start(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What it said, on whichever stream; it must end with the code {@code exit}. */
    public static String run(int exit, Map<String, String> environment, String... arguments) {
        try (DevmeshProcess process = start(environment, arguments)) {
            assertThat(process.await(PATIENCE))
                    .as(process.out() + process.err())
                    .isEqualTo(exit);
            return process.out() + process.err();
        }
    }

    /** The exit code, once it has ended. */
    public int await(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s; it said: %s", limit, err())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** As SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What it wrote on standard output so far. */
    public String out() {
        return read(out);
    }

    /** What it wrote on standard error so far. */
    public String err() {
        return read(err);
    }

    /** Standard output as one JSON object. */
    public JsonNode report() {
        return Json.mapper().readTree(out());
    }

    @Override
    public void close() {
        kill();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
