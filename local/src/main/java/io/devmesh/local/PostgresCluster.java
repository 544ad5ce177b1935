package io.devmesh.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of one PostgreSQL server: made once, then kept. An interrupted making leaves nothing that a later start
 * could take for a whole cluster.
 *
 * @param binaries the programs
 * @param folder holds {@code cluster}, the server's log and the output of the programs
 */
record PostgresCluster(PostgresBinaries binaries, Path folder) {
    static final String NAME = "devmesh";
    /** Owns nothing. */
    static final String APPLICATION = "devmesh_app";

    static final String SUPERUSER = "postgres";

    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
    private static final String VERSION = "18";
    private static final String SETTINGS_FILE = "devmesh.conf";
    private static final String PASSWORD_FILE = "devmesh.password";
    private static final String APPLICATION_FILE = "devmesh.application";

    Path data() {
        return folder.resolve("cluster");
    }

    Path output() {
        return folder.resolve("output.log");
    }

    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** The first process of the server that runs on these files, told from a later process with the same id. */
    Optional<ProcessHandle> postmaster() {
        try {
            String pid = Files.readAllLines(pidFile()).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains(data().toString()))
                            .isPresent());
        } catch (IOException | NumberFormatException | NoSuchElementException noServer) {
            return Optional.empty();
        }
    }

    /** Whether {@link #APPLICATION} was made. */
    boolean hasApplicationRole() {
        return Files.exists(data().resolve(APPLICATION_FILE));
    }

    void noteApplicationRole() {
        try {
            Files.writeString(data().resolve(APPLICATION_FILE), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The password of all three roles. */
    String password() throws IOException {
        return Files.readString(data().resolve(PASSWORD_FILE));
    }

    /** Makes the cluster with its role and database where there is none. */
    void ensure() throws IOException {
        if (Files.exists(data())) {
            requireVersion();
            return;
        }
        Files.createDirectories(folder);
        Path draft = folder.resolve("cluster.new");
        new Folder(draft).delete();
        Path passwordFile = folder.resolve("cluster.password");
        String password = Secrets.generate();
        new PrivateFile(passwordFile).write(password);
        initialize(draft, passwordFile);
        Files.move(passwordFile, draft.resolve(PASSWORD_FILE), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(
                draft.resolve("postgresql.conf"), "include = '" + SETTINGS_FILE + "'\n", StandardOpenOption.APPEND);
        Files.writeString(draft.resolve(SETTINGS_FILE), "");
        createDatabase(draft, password);
        Files.writeString(draft.resolve(APPLICATION_FILE), "");
        Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    void configure(Map<String, String> settings) throws IOException {
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        Files.writeString(data().resolve(SETTINGS_FILE), text);
    }

    private void initialize(Path draft, Path passwordFile) {
        List<String> arguments = List.of(
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!new Tool(binaries.command("initdb", arguments), output()).succeeds(INIT_LIMIT)) {
            throw failed("make its data folder");
        }
    }

    /** In single-user mode: nobody can connect to a server that has no owner yet. */
    private void createDatabase(Path draft, String password) throws IOException {
        Path statements = folder.resolve("cluster.sql");
        new PrivateFile(statements).write("""
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
                CREATE ROLE %3$s LOGIN PASSWORD '%2$s'
                CREATE DATABASE %1$s OWNER %1$s
                """.formatted(NAME, password, APPLICATION));
        List<String> arguments = List.of("--single", "-D", draft.toString(), SUPERUSER);
        boolean created = new Tool(binaries.command("postgres", arguments), output())
                .succeeds(INIT_LIMIT, ProcessBuilder.Redirect.from(statements.toFile()));
        Files.delete(statements);
        if (!created) {
            throw failed("make its database");
        }
    }

    private void requireVersion() throws IOException {
        String version = Files.readString(data().resolve("PG_VERSION"), StandardCharsets.US_ASCII)
                .strip();
        if (!version.equals(VERSION)) {
            throw new StartupException("The folder " + data() + " holds the data of PostgreSQL " + version + ", not "
                    + VERSION + ": move it away.");
        }
    }

    private StartupException failed(String what) {
        List<String> lines = new LogTail(output()).lines();
        if (lines.stream().anyMatch(line -> line.contains("cannot be run as root"))) {
            return new StartupException("PostgreSQL does not run as root, and this system gives root no user namespace:"
                    + " run as a normal user, or set DATABASE_HOST to a PostgreSQL that runs.");
        }
        return new StartupException("PostgreSQL can't " + what + ": see " + output() + ".", lines);
    }
}
