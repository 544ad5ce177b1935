package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final Path BINARIES = Path.of("target", "binaries").toAbsolutePath();

    @TempDir
    private Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws SQLException {
        postgres = server();
        postgres.start();
        execute("CREATE TABLE kept (value text)");
        execute("INSERT INTO kept VALUES ('value')");
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void servesVersion18ToRolesThatAreNoSuperusers() throws SQLException {
        Database services = postgres.database();
        assertThat(query(services, "SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo("18");
        for (Database role : List.of(services, services.asOwner())) {
            assertThat(query(role, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
        assertThatThrownBy(() -> execute(services, "CREATE TABLE mine (value text)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void makesTheServicesRoleWhereDataOfAnEarlierVersionHaveNone() throws IOException, SQLException {
        Database services = postgres.database();
        execute(services.as(new Database.Owner("postgres", services.password())), "DROP ROLE devmesh_app");
        Files.delete(folder.resolve("cluster").resolve("devmesh.application"));
        postgres.stop();

        postgres.start();

        assertThat(query(services, "SELECT current_user")).isEqualTo("devmesh_app");
    }

    @Test
    void keepsItsDataAndPortOverAnImmediateStop() throws SQLException {
        int port = postgres.port();

        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
        postgres.start();

        assertThat(postgres.port()).isEqualTo(port);
        assertThat(query("SELECT value FROM kept")).isEqualTo("value");
    }

    @Test
    void startsAgainWhereItsFirstProcessWasKilled() throws SQLException {
        Daemon postmaster = new Daemon(postgres.process());
        postmaster.kill();
        assertThat(postmaster.isRunning()).isFalse();

        postgres.start();

        assertThat(query("SELECT value FROM kept")).isEqualTo("value");
    }

    @Test
    void anotherServerTakesTheDataOfOneThatWasLeftRunning() throws SQLException {
        Daemon left = new Daemon(postgres.process());
        postgres = server();

        postgres.start();

        assertThat(left.awaitEnd(Duration.ofSeconds(1))).isTrue();
        assertThat(query("SELECT value FROM kept")).isEqualTo("value");
    }

    @Test
    void anIdFileThatNamesAnotherProgramDoesNotStopTheStart() throws IOException, SQLException {
        Path idFile = folder.resolve("cluster").resolve("postmaster.pid");
        Path copy = folder.resolve("copy");
        Files.copy(idFile, copy);
        postgres.stop();
        Files.writeString(copy, ProcessHandle.current().pid() + "\n");
        Files.move(copy, idFile, StandardCopyOption.REPLACE_EXISTING);

        postgres.start();

        assertThat(query("SELECT value FROM kept")).isEqualTo("value");
    }

    @Test
    void dataOfAnotherVersionIsRefusedInOneLine() throws IOException {
        postgres.stop();
        Files.writeString(folder.resolve("cluster").resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(server()::start)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("holds the data of PostgreSQL 17");
    }

    private EmbeddedPostgres server() {
        return new EmbeddedPostgres(BINARIES, folder, Map.of("log_connections", "on"));
    }

    private void execute(String sql) throws SQLException {
        execute(postgres.database().asOwner(), sql);
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        return query(postgres.database().asOwner(), sql);
    }

    private static String query(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
