package io.devmesh.local;

import io.devmesh.local.Database.Owner;
import io.devmesh.local.RunningParts.Part;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.telemetry.RootCause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;

/** Starts everything in order; what it has started is in {@link RunningParts}, whatever happens. */
final class Launcher {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final List<String> SERVERS = List.of("edge-mcp", "worker");

    private final Console console;
    private final RunningParts parts;
    private final Workspace workspace;
    private final Path wlp;
    private final Map<String, String> environment;
    private final Settings settings;

    Launcher(Console console, RunningParts parts, Workspace workspace, Path wlp, Map<String, String> environment) {
        this.console = console;
        this.parts = parts;
        this.workspace = workspace;
        this.wlp = wlp;
        this.environment = Map.copyOf(environment);
        this.settings = Settings.of(environment);
    }

    /** Returns once both services are ready and the banner is shown. */
    void start() throws IOException {
        Ports ports = Ports.from(settings);
        for (String server : SERVERS) {
            LibertyServer.endLeftover(server, workspace.liberty());
        }
        ports.requireFree();
        Optional<String> embeddedRedis = redis();
        Database database = database();
        Optional<String> masterKey = masterKey();
        DemoTenant.Access access = demoTenant(database, masterKey);
        Map<String, String> variables =
                new ServiceEnvironment(environment).with(ports, embeddedRedis, database, masterKey);
        services(ports, variables);

        Connection connection = Connection.of(ports, access, variables.get("REDIS_ADDR"), database);
        new SampleWebhook(workspace.sampleWebhook()).write();
        connection.write(workspace.connection());
        console.line(new Banner(connection, workspace).text(UUID.randomUUID()));
    }

    private Optional<String> redis() {
        if (settings.isSet("REDIS_ADDR")) {
            RedisConfig config = RedisConfig.queue(settings);
            console.step("Reaching Redis at " + config.address(), new RedisCheck(config, settings)::requireServing);
            return Optional.empty();
        }
        EmbeddedRedis redis = new EmbeddedRedis(
                () -> RedisBinary.bundled(workspace.binaries()),
                workspace.data().resolve("redis"),
                Map.of());
        console.step(
                "Starting Redis", () -> parts.start(new Part("Redis", redis::start, redis::isRunning, redis::stop)));
        return Optional.of(redis.address());
    }

    private Database database() {
        Optional<String> host = settings.text("DATABASE_HOST");
        if (host.isPresent()) {
            Database given = new Database(
                    host.get(),
                    settings.integer("DATABASE_PORT", 5432, 1, 65_535),
                    settings.text("DATABASE_NAME", "devmesh"),
                    settings.text("DATABASE_USER", "devmesh"),
                    settings.text("DATABASE_PASSWORD", ""),
                    settings.text("DATABASE_SSL_MODE", "prefer"),
                    settings.text("DATABASE_MIGRATION_USER")
                            .map(user -> new Owner(user, settings.text("DATABASE_MIGRATION_PASSWORD", ""))));
            console.step("Reaching PostgreSQL at " + given.host(), new JdbcProbe(given)::requireServing);
            return given;
        }
        EmbeddedPostgres postgres =
                new EmbeddedPostgres(workspace.binaries(), workspace.data().resolve("postgresql"), Map.of());
        console.step(
                "Starting PostgreSQL 18",
                () -> parts.start(new Part("PostgreSQL", postgres::start, postgres::isRunning, postgres::stop)));
        return postgres.database();
    }

    /** Only for a database whose data is removed together with the key. */
    private Optional<String> masterKey() throws IOException {
        return settings.isSet(LocalMasterKey.VARIABLE)
                        || settings.text("DATABASE_HOST").isPresent()
                ? settings.text(LocalMasterKey.VARIABLE)
                : Optional.of(new LocalMasterKey(workspace.masterKey()).ensure());
    }

    private DemoTenant.Access demoTenant(Database database, Optional<String> masterKey) throws IOException {
        Map<String, String> keys =
                masterKey.map(key -> Map.of(LocalMasterKey.VARIABLE, key)).orElse(Map.of());
        SecretVault vault = new SecretVault(MasterKeys.from(Settings.of(keys)));
        try {
            return new DemoTenant(database, vault, workspace.credentials(), Clock.systemUTC()).ensure();
        } catch (UnreadableSecretException otherKey) {
            throw new StartupException(otherKey.getMessage() + ": set SECRETS_MASTER_KEY to the key that this database"
                    + " was used with, or use another database.");
        } catch (FlywayException | JdbiException failure) {
            throw new StartupException("The schema devmesh can't be used ("
                    + RootCause.of(failure) + "; more in " + workspace.log()
                    + "): let DATABASE_MIGRATION_USER, or without one DATABASE_USER, own the database DATABASE_NAME.");
        }
    }

    private void services(Ports ports, Map<String, String> variables) {
        LibertyServer edge = server("edge-mcp", ports.edge(), variables);
        LibertyServer worker = server("worker", ports.worker(), variables);
        console.step("Starting Edge MCP and Worker", () -> {
            parts.start(
                    new Part("Edge MCP", edge::start, edge::isRunning, edge::stop),
                    new Part("The Worker", worker::start, worker::isRunning, worker::stop));
            awaitReady(List.of(edge, worker));
        });
    }

    private LibertyServer server(String name, int port, Map<String, String> variables) {
        Path log = workspace.logs().resolve(name + ".log");
        return new LibertyServer(name, wlp, workspace.liberty(), log, port, variables);
    }

    /** The first that fails decides: the other is not waited for. */
    private static void awaitReady(List<LibertyServer> servers) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            CompletionService<Boolean> ready = new ExecutorCompletionService<>(threads);
            servers.forEach(server -> ready.submit(() -> server.awaitReady(READY_LIMIT), true));
            for (int i = 0; i < servers.size(); i++) {
                ready.take().get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof StartupException known
                    ? known
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while starting.");
        } finally {
            threads.shutdownNow();
        }
    }
}
