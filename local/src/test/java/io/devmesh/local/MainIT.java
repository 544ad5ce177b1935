package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainIT {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private Path errors;
    private ProcessBuilder launcher;

    @BeforeEach
    void prepare() {
        errors = folder.resolve("errors");
        launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        System.getProperty("wlp"),
                        folder.resolve("work").toString())
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(errors.toFile());
        launcher.environment().keySet().removeIf(name -> name.startsWith("REDIS_") || name.startsWith("DATABASE_"));
        launcher.environment().put("EDGE_MCP_PORT", Integer.toString(FreePort.find()));
        launcher.environment().put("WORKER_PORT", Integer.toString(FreePort.find()));
    }

    @AfterEach
    void leavesNoProcess() {
        List<String> left = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            left.clear();
            ProcessHandle.allProcesses()
                    .filter(process -> new Daemon(process).isRunning())
                    .map(ProcessHandle::info)
                    .flatMap(info -> info.commandLine().stream())
                    .filter(line -> line.contains(folder.toString()))
                    .forEach(left::add);
            assertThat(left).isEmpty();
        });
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            launcher.environment().put("WORKER_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(launcher.start().waitFor()).isEqualTo(1);

            assertThat(Files.readAllLines(errors))
                    .singleElement()
                    .asString()
                    .startsWith("Port " + taken.getLocalPort() + " is taken")
                    .contains("WORKER_PORT");
        }
    }

    @Test
    void aRedisThatIsAwayIsOneLineAndExitCode1() throws IOException, InterruptedException {
        launcher.environment().put("REDIS_ADDR", "127.0.0.1:" + FreePort.find());

        assertThat(launcher.start().waitFor()).isEqualTo(1);

        assertThat(Files.readAllLines(errors))
                .singleElement()
                .asString()
                .startsWith("Redis does not serve: REDIS_ADDR names 127.0.0.1:")
                .contains("unset REDIS_ADDR");
    }

    @Test
    void aSignalEndsAllOfIt() throws IOException, InterruptedException {
        Path facts = folder.resolve("work").resolve("connection.json");
        Process running = launcher.start();
        await().atMost(START_LIMIT).until(() -> Files.exists(facts) || !running.isAlive());

        assertThat(errors).isEmptyFile();
        Connection connection = Json.mapper().readValue(Files.readString(facts), Connection.class);
        assertThat(connection.mcpUrl())
                .isEqualTo("http://localhost:" + launcher.environment().get("EDGE_MCP_PORT") + "/mcp");
        List<ProcessHandle> services = running.descendants().toList();
        assertThat(services).hasSize(2);

        running.destroy();

        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(services).noneMatch(service -> new Daemon(service).isRunning());
        assertThat(facts).doesNotExist();
        assertThat(errors).isEmptyFile();
    }
}
