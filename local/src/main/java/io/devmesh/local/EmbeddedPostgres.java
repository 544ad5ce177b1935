package io.devmesh.local;

import io.devmesh.local.Database.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL 18 of its own on 127.0.0.1, with the database {@code devmesh}, its
 * owner {@code devmesh} and the role {@code devmesh_app}, as which the services log in. It keeps its port and data over
 * {@link #stop}, {@link #kill} and {@link #start}; it is started by pg_ctl, which gives it a session of its own, so
 * that the Ctrl-C of a terminal does not reach it before the services have drained.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(70);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int START_ATTEMPTS = 5;
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final Path folder;
    private final Path binaries;
    private final int port;
    private final Map<String, String> settings;
    private Optional<PostgresCluster> cluster = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param binaries where the programs are unpacked to, for any number of servers
     * @param folder for its data and logs; those of an earlier server are taken over, also after an unclean end
     * @param settings lines of postgresql.conf
     */
    public EmbeddedPostgres(Path binaries, Path folder, Map<String, String> settings) {
        this.folder = folder.toAbsolutePath();
        this.binaries = binaries.toAbsolutePath();
        this.port = FreePort.find();
        this.settings = Map.copyOf(settings);
    }

    /** Returns once it serves; throws {@link StartupException} where it does not. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            PostgresCluster files = new PostgresCluster(PostgresBinaries.in(binaries), folder);
            files.ensure();
            cluster = Optional.of(files);
            endLeftover();
            files.configure(configuration());
        } catch (IOException failure) {
            throw new StartupException("PostgreSQL can't use the folder " + folder + " (" + failure.getMessage()
                    + "): make it writable, or move it away.");
        }
        boolean started = startOnce();
        for (int attempt = 2; !started && attempt <= START_ATTEMPTS && memoryIsHeld(); attempt++) {
            Await.until(RETRY_DELAY, () -> false);
            started = startOnce();
        }
        if (!started) {
            stop();
            throw new StartupException("PostgreSQL did not start: see " + log() + ".", new LogTail(log()).lines());
        }
        makeApplicationRole();
    }

    /** Ends it in order; connections are closed. */
    public synchronized void stop() {
        end("fast");
    }

    /** Ends it at once, as a crash would: the next start recovers. */
    public synchronized void kill() {
        end("immediate");
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return postmaster().isPresent();
    }

    /** Its first process, to pause or to watch. */
    public synchronized ProcessHandle process() {
        return postmaster()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is not started"))
                .handle();
    }

    public int port() {
        return port;
    }

    /** How the services reach it, once it was started. */
    public synchronized Database database() {
        try {
            String name = PostgresCluster.NAME;
            String password = started().password();
            return new Database(
                    "127.0.0.1",
                    port,
                    name,
                    PostgresCluster.APPLICATION,
                    password,
                    "disable",
                    Optional.of(new Owner(name, password)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path log() {
        return folder.resolve("postgresql.log");
    }

    private PostgresCluster started() {
        return cluster.orElseThrow(() -> new IllegalStateException("PostgreSQL was not started"));
    }

    private Map<String, String> configuration() {
        Map<String, String> all = new HashMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        all.putAll(settings);
        return all;
    }

    private boolean startOnce() {
        return control("-w", "-t", "60", "-l", log().toString(), "start");
    }

    /** Data of an earlier version have none. */
    private void makeApplicationRole() {
        if (!started().hasApplicationRole()) {
            new JdbcProbe(database()
                            .as(new Owner(PostgresCluster.SUPERUSER, database().password())))
                    .makeRole(PostgresCluster.APPLICATION, database().password());
            started().noteApplicationRole();
        }
    }

    /** The processes of a killed server need a moment to notice its end. */
    private boolean memoryIsHeld() {
        return new LogTail(log()).lines().stream().anyMatch(line -> line.contains("shared memory block"));
    }

    private void endLeftover() throws IOException {
        stop();
        // The id in it may belong to another program by now, which PostgreSQL would take for a running server.
        Files.deleteIfExists(started().pidFile());
    }

    private void end(String mode) {
        Optional<Daemon> running = postmaster();
        if (running.isEmpty()) {
            return;
        }
        control("-m", mode, "-W", "stop");
        if (!running.get().awaitEnd(STOP_LIMIT)) {
            running.get().kill();
        }
    }

    private boolean control(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-D", started().data().toString()));
        all.addAll(List.of(arguments));
        return new Tool(started().binaries().command("pg_ctl", all), started().output()).succeeds(START_LIMIT);
    }

    private Optional<Daemon> postmaster() {
        return cluster.flatMap(PostgresCluster::postmaster).map(Daemon::new).filter(Daemon::isRunning);
    }
}
