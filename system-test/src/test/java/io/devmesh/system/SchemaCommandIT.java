package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.system.migrate.DevmeshProcess;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devmesh schema}, by which no service needs the owner's password. */
class SchemaCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
        assertThat(devmesh(1, application, "schema")).contains("permission denied");

        assertThat(devmesh(0, database.environment(), "schema"))
                .contains("Applied V1__", "Applied R__", "The schema is up to date.");
        assertThat(devmesh(0, database.environment(), "schema")).doesNotContain("Applied");

        // A service does the same when it starts.
        assertThat(devmesh(0, application, "schema")).contains("The schema is up to date.");
        assertThat(devmesh(0, application, "tenant", "add", "acme")).contains("acme");
    }

    private static String devmesh(int exit, Map<String, String> environment, String... arguments) {
        try (DevmeshProcess process = DevmeshProcess.start(environment, arguments)) {
            assertThat(process.await(PATIENCE))
                    .as(process.out() + process.err())
                    .isEqualTo(exit);
            return process.out() + process.err();
        }
    }
}
