package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devmesh schema}, by which no service needs the owner's password. */
class SchemaCommandIT {
    @TempDir
    private Path folder;

    private PostgresServer postgres;

    @BeforeEach
    void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    /** After a rollback: the version that was rolled back has brought the schema further, and has other rights. */
    @Test
    void leavesASchemaAsItIsThatIsNewerThanTheProgram() {
        Database database = postgres.database("disable");
        assertThat(DevmeshProcess.run(0, database.environment(), "schema")).contains("The schema is up to date.");
        Jdbi.create(database.asOwner().dataSource()).useHandle(handle -> {
            handle.execute("ALTER TABLE event ADD COLUMN later text");
            for (String script :
                    new String[] {"'999', 'later', 'SQL', 'V999__later.sql'", "NULL, 'rights', 'SQL', 'R__rights.sql'"
                    }) {
                handle.execute(
                        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                                + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, " + script
                                + ", 7, 'devmesh', 1, true FROM flyway_schema_history");
            }
        });

        assertThat(DevmeshProcess.run(0, database.environment(), "schema")).isEqualTo("The schema is up to date.\n");
        assertThat(DevmeshProcess.run(0, database.environment(), "tenant", "add", "newer"))
                .contains("newer");
    }

    @Test
    void theServicesRoleNeedsNoMoreThanASchemaThatTheOwnerHasBroughtUpToDate() {
        Database database = postgres.database("disable");
        Map<String, String> application = new HashMap<>(database.environment());
        application.keySet().removeIf(name -> name.startsWith("DATABASE_MIGRATION_"));
        assertThat(DevmeshProcess.run(1, application, "schema")).contains("permission denied");

        assertThat(DevmeshProcess.run(0, database.environment(), "schema"))
                .contains("Applied V1__", "Applied R__", "The schema is up to date.");
        assertThat(DevmeshProcess.run(0, database.environment(), "schema")).doesNotContain("Applied");

        // A service does the same when it starts.
        assertThat(DevmeshProcess.run(0, application, "schema")).contains("The schema is up to date.");
        assertThat(DevmeshProcess.run(0, application, "tenant", "add", "acme")).contains("acme");
    }
}
