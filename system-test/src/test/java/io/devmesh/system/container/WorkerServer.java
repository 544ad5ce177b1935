package io.devmesh.system.container;

import io.devmesh.local.EmbeddedPostgres;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.RedisBinary;
import io.devmesh.system.servers.BuiltServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.spi.event.StopSuiteContainers;
import org.jboss.arquillian.container.spi.event.container.AfterStop;
import org.jboss.arquillian.container.spi.event.container.BeforeSetup;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;

/**
 * The server of arquillian.xml, with a Redis and a PostgreSQL of its own: the configuration that the build gave the
 * Worker's server, copied, and one file on top. It is made anew each time, because Liberty keeps what it found in an
 * archive by the times in it, which are always the same.
 */
final class WorkerServer {
    private static final String ON_TOP = "worker-test.xml";

    private final Path folder = Path.of("target", "container").toAbsolutePath();
    private final Path server = folder.resolve("servers").resolve("worker-test");
    private final Path binaries = Path.of("target", "binaries").toAbsolutePath();
    private final EmbeddedRedis redis =
            new EmbeddedRedis(() -> RedisBinary.bundled(binaries), folder.resolve("redis"), Map.of());
    private final EmbeddedPostgres postgres = new EmbeddedPostgres(binaries, folder.resolve("postgres"), Map.of());

    @Inject
    private Event<StopSuiteContainers> stop;

    /** Before Arquillian looks for the server's folder. */
    void start(@Observes BeforeSetup event) throws IOException {
        // Arquillian tells nobody when the server fails to start.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopBackends));
        BuiltServer.named("worker").copyConfiguration(server);
        redis.start();
        postgres.start();
        Path overrides = Files.createDirectories(server.resolve("configDropins").resolve("overrides"));
        try (InputStream onTop = WorkerServer.class.getResourceAsStream("/" + ON_TOP)) {
            Files.copy(onTop, overrides.resolve(ON_TOP));
        }
        Files.write(
                server.resolve("server.env"),
                environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList(),
                StandardOpenOption.APPEND);
    }

    /** With the one class that needs it, not with the last class of all. */
    void stop(@Observes(precedence = -1) AfterClass event) {
        stop.fire(new StopSuiteContainers());
    }

    void stop(@Observes AfterStop event) {
        stopBackends();
    }

    private void stopBackends() {
        redis.stop();
        postgres.stop();
    }

    /** On top of the build's server.env, which names the JDK. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(postgres.database().environment());
        environment.put("JVM_ARGS", "-Xmx512m");
        environment.put("REDIS_ADDR", redis.address());
        environment.put("DATABASE_POOL_MAX", Integer.toString(WorkerInContainerIT.CONNECTIONS));
        environment.put("WORKER_BATCH_SIZE", Integer.toString(WorkerInContainerIT.BATCH_SIZE));
        environment.put("WORKER_PORT", Integer.toString(FreePort.find()));
        return environment;
    }
}
