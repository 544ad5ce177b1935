package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad setting ends the start-up with a line that says what to change. */
class StartupIT {
    private static final int EX_CONFIG = 78;

    @ParameterizedTest
    @ValueSource(strings = {"edge-mcp", "worker"})
    void namesVariableValueRuleAndFix(String server) throws IOException, InterruptedException {
        Run run = run(server, Map.of("REDIS_ADDR", "redis://me:hunter2@cache:6379/1", "DATABASE_SSL_MODE", "maybe"));

        assertThat(run.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(run.lines())
                .anyMatch(line -> line.contains("REDIS_ADDR=\\\"redis:\\/\\/***@cache:6379\\/1\\\" has a scheme"))
                .anyMatch(line -> line.contains("DATABASE_SSL_MODE=\\\"maybe\\\" is not known"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void refusesAnUnsetAddressInProduction() throws IOException, InterruptedException {
        Run run = run("edge-mcp", Map.of("DEVMESH_ENVIRONMENT", "production"));

        assertThat(run.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(run.lines()).anyMatch(line -> line.contains("REDIS_ADDR is not set"));
    }

    @Test
    void refusesATokenThatCouldBeGuessedWithoutShowingIt() throws IOException, InterruptedException {
        Run run = run("worker", Map.of("WORKER_BOOTSTRAP_TOKEN", "hunter2"));

        assertThat(run.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(run.lines())
                .anyMatch(line -> line.contains("WORKER_BOOTSTRAP_TOKEN"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    private record Run(int exitCode, List<String> lines) {}

    private static Run run(String server, Map<String, String> environment) throws IOException, InterruptedException {
        // A new one each time: Liberty keeps the jars that it has seen, by times that are always the same.
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "startup").toAbsolutePath()), server);
        Path log = folder.resolve("console.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("wlp"), "bin", "server").toString(), "run", server)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(REDIS|DATABASE|DEVMESH|WORKER|EDGE_MCP)_.*"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WLP_OUTPUT_DIR", folder.toString());
        builder.environment().put("EDGE_MCP_PORT", Integer.toString(FreePort.find()));
        builder.environment().put("WORKER_PORT", Integer.toString(FreePort.find()));
        Process process = builder.start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server runs on:\n" + Files.readString(log));
        }
        return new Run(process.exitValue(), Files.readAllLines(log));
    }
}
