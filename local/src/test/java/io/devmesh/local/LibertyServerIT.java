package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyServerIT {
    private static final Path BINARIES = Path.of("target", "binaries").toAbsolutePath();
    private static final Path WLP = Path.of(System.getProperty("wlp"));
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static EmbeddedRedis redis;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startWhatTheyNeed() {
        redis = new EmbeddedRedis(() -> RedisBinary.bundled(BINARIES), folder.resolve("redis"), Map.of());
        postgres = new EmbeddedPostgres(BINARIES, folder.resolve("postgresql"), Map.of());
        redis.start();
        postgres.start();
    }

    @AfterAll
    static void stopWhatTheyNeeded() {
        redis.close();
        postgres.close();
    }

    @Test
    void twoInstancesOfOneServerRunSideBySideAndEndApart() {
        try (LibertyServer first = edge("first");
                LibertyServer second = edge("second")) {
            first.start();
            second.start();
            first.awaitReady(READY_LIMIT);
            second.awaitReady(READY_LIMIT);
            ProcessHandle killed = first.process();

            first.kill();

            assertThat(new Daemon(killed).isRunning()).isFalse();
            second.awaitReady(Duration.ofSeconds(10));
            first.start();
            first.awaitReady(READY_LIMIT);
        }
    }

    @Test
    void aPortThatIsTakenIsToldBeforeTheTimeIsUp() {
        try (LibertyServer server = edge("taken", redis.port())) {
            server.start();

            assertThatThrownBy(() -> server.awaitReady(READY_LIMIT))
                    .isInstanceOfSatisfying(
                            StartupException.class,
                            failure -> assertThat(failure.evidence()).anyMatch(line -> line.contains("CWWKO0221E")))
                    .hasMessageContaining("get its port");
        }
    }

    private static LibertyServer edge(String instance) {
        return edge(instance, FreePort.find());
    }

    private static LibertyServer edge(String instance, int port) {
        Map<String, String> environment = new HashMap<>(postgres.database().environment());
        environment.put("REDIS_ADDR", redis.address());
        environment.put("EDGE_MCP_PORT", Integer.toString(port));
        environment.put("LOG_FORMAT", "simple");
        environment.put("JVM_ARGS", "-Xmx256m");
        Path output = folder.resolve(instance);
        return new LibertyServer("edge-mcp", WLP, output, output.resolve("edge-mcp.log"), port, environment);
    }
}
