package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The bridge of the build, running, as a client on stdio starts it. */
final class StdioBridge implements AutoCloseable {
    private static final Path JAR =
            Path.of("../edge-mcp-stdio/target/edge-mcp-stdio.jar").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private StdioBridge(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.err = err;
    }

    /** Starts it in a locale that knows ASCII only. */
    static StdioBridge start(String url, String apiKey) {
        try {
            Path folder = Files.createDirectories(Path.of("target/stdio-bridge").toAbsolutePath());
            Path err = Files.createTempFile(folder, "run", ".err");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            ProcessBuilder builder = new ProcessBuilder(List.of(java, "-Xmx64m", "-jar", JAR.toString(), "--url", url))
                    .redirectError(err.toFile());
            builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("EDGE_MCP_API_KEY", apiKey);
            return new StdioBridge(builder.start(), err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends a message, in JSON with single quotes. */
    StdioBridge send(String message) {
        try {
            process.getOutputStream().write((message.replace('\'', '"') + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next line of standard output. */
    JsonNode receive() {
        String line = CompletableFuture.supplyAsync(this::readLine)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(line).as("a line; on standard error: %s", err()).isNotNull();
        return Json.mapper().readTree(line);
    }

    private String readLine() {
        try {
            return out.readLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Closes standard input; returns the exit code. */
    int end() {
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(readLine()).as("nothing else on standard output").isNull();
            return process.exitValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
