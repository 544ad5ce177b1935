package io.devmesh.system.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.local.Database;
import io.devmesh.local.Database.Owner;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL of this machine's own packages, which have the programs that the embedded one lacks, {@code pg_dump} and {@code pg_restore}, of
 * the server's version. It has no roles and no database of ours at first.
 */
public final class InstalledPostgres implements AutoCloseable {
    /** Where Debian has the server's programs, by major version; not in PATH. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "devmesh_owner";
    private static final String APPLICATION = "devmesh";
    private static final String PASSWORD = "secret-of-all-roles";

    private final Path folder;
    private final int port = UnusedPort.find();

    private InstalledPostgres(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Where a program of PostgreSQL is, the newest version's where there are several. */
    public static Optional<Path> program(String name) {
        return Stream.concat(
                        versions(),
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(Path::of))
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Of the server's version; what Debian has in PATH looks for one by itself. */
    private static Path ownProgram(String name) {
        try {
            return program("initdb")
                    .orElseThrow(() -> new IllegalStateException("No PostgreSQL is installed"))
                    .toRealPath()
                    .resolveSibling(name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> versions() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.of()) {
            return versions
                    .filter(version -> version.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparing((Path version) ->
                                    Integer.valueOf(version.getFileName().toString()))
                            .reversed())
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new, empty one; returns once it serves. */
    public static InstalledPostgres start(Path folder) {
        InstalledPostgres server = new InstalledPostgres(folder);
        Startup.run(server::begin, server::close);
        return server;
    }

    private void begin() {
        try {
            Path password = Files.writeString(Files.createDirectories(folder).resolve("password"), PASSWORD);
            control(
                    "initdb",
                    "--pgdata=" + data(),
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C");
            Files.writeString(data().resolve("postgresql.auto.conf"), """
                    listen_addresses = '127.0.0.1'
                    port = %d
                    unix_socket_directories = ''
                    """.formatted(port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        control(
                "pg_ctl",
                "-D",
                data().toString(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "start");
    }

    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            control("pg_ctl", "-D", data().toString(), "-w", "-m", "immediate", "stop");
        }
    }

    public int port() {
        return port;
    }

    /** As the superuser, in the database that is there from the beginning. */
    public Jdbi superuser() {
        return Jdbi.create(new Database("127.0.0.1", port, SUPERUSER, SUPERUSER, PASSWORD, "disable").dataSource());
    }

    /** The roles and the empty database, as docs/operations/aws-setup.md has them. */
    public void makeRolesAndDatabase() {
        superuser().useHandle(handle -> {
            for (String role : List.of(OWNER, APPLICATION)) {
                handle.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
            }
            handle.execute("CREATE DATABASE devmesh OWNER " + OWNER);
        });
    }

    /** How the services reach it. */
    public Database database() {
        return new Database(
                "127.0.0.1",
                port,
                "devmesh",
                APPLICATION,
                PASSWORD,
                "disable",
                Optional.of(new Owner(OWNER, PASSWORD)));
    }

    /**
     * Runs one of its programs against it.
     *
     * @param user as whom
     * @return what it said, the exit code in front
     */
    public String run(String user, Map<String, String> more, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.set(0, ownProgram(command.getFirst()).toString());
        return run(
                words,
                Map.of("PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port), "PGUSER", user, "PGPASSWORD", PASSWORD),
                more);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** PostgreSQL refuses to run as root; see PostgresBinaries of the module local. */
    private void control(String program, String... arguments) {
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.add(ownProgram(program).toString());
        command.addAll(List.of(arguments));
        String said = run(command, Map.of(), Map.of());
        if (!said.startsWith("0\n")) {
            throw new AssertionError(command + " ended with " + said);
        }
    }

    /** Its output goes to a file, because a daemon that it starts keeps a pipe open. */
    private String run(List<String> command, Map<String, String> environment, Map<String, String> more) {
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(more);
            int exit = builder.start().waitFor();
            return exit + "\n" + Files.readString(output, UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }
}
