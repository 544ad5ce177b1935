package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devmesh schema}, by which no service needs the owner's password. */
class SchemaCommandIT {
    @TempDir
    private static Path folder;

    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
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
