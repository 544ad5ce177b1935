package io.devmesh.system.servers;

import io.devmesh.local.Database;
import io.devmesh.local.Database.Owner;
import io.devmesh.local.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One PostgreSQL 18 on 127.0.0.1, with TLS where it is told to. It keeps its port and data over {@link #stop},
 * {@link #kill} and {@link #start}. For another address, or one that moves, put a {@link TcpProxy} before it.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres process;
    private final Optional<Path> caFile;
    private boolean paused;

    PostgresServer(EmbeddedPostgres process, Optional<Path> caFile) {
        this.process = process;
        this.caFile = caFile;
    }

    /**
     * Without TLS, unless the builder is told otherwise.
     *
     * @param folder for its data and log, of its own; making a new one takes some seconds
     */
    public static PostgresServerBuilder in(Path folder) {
        return new PostgresServerBuilder(folder);
    }

    /** Returns once it serves. */
    public synchronized void start() {
        process.start();
    }

    /** Ends it in order; connections are closed. */
    public synchronized void stop() {
        resume();
        process.stop();
    }

    /** Ends it at once, as a crash would. */
    public synchronized void kill() {
        resume();
        process.kill();
    }

    /** Stops its clock, with that of all its connections, until {@link #resume}: nothing is answered. */
    public synchronized void pause() {
        signal("STOP");
        paused = true;
    }

    /** Lets it go on; does nothing where it is not paused. */
    public synchronized void resume() {
        if (paused) {
            signal("CONT");
            paused = false;
        }
    }

    @Override
    public void close() {
        stop();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return process.port();
    }

    /** The certificate of the authority that its certificate is of; empty without TLS. */
    public Optional<Path> caFile() {
        return caFile;
    }

    /**
     * The database {@code devmesh} as the services reach it: by a role that owns nothing.
     *
     * @param sslMode one of libpq's, from {@code disable} to {@code verify-full}
     */
    public Database database(String sslMode) {
        Database known = process.database();
        return new Database(host(), port(), known.name(), known.user(), known.password(), sslMode, known.owner());
    }

    /** The same database as the superuser, to set up and to check. */
    public Database admin() {
        Database known = database("prefer");
        return known.as(new Owner(SUPERUSER, known.password()));
    }

    /** The DATABASE_* variables that let a service in, with DATABASE_SSL_ROOT_CERT where there is TLS. */
    public Map<String, String> environment(String sslMode) {
        Map<String, String> variables = new HashMap<>(database(sslMode).environment());
        caFile.ifPresent(file -> variables.put("DATABASE_SSL_ROOT_CERT", file.toString()));
        return variables;
    }

    private void signal(String name) {
        ProcessHandle postmaster = process.process();
        Signal signal = new Signal(name);
        // First the one that could start more.
        signal.send(postmaster);
        postmaster.descendants().forEach(signal::send);
    }
}
