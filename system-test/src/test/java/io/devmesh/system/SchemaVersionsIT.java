package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.Database;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service does on the schema of another version, as in the middle of an upgrade and after the way back from one. */
class SchemaVersionsIT {
    @TempDir
    private Path folder;

    private PostgresServer postgres;
    private Database database;

    @BeforeEach
    void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        database = postgres.database("disable");
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void startsOnTheSchemaOfAVersionToComeAndLeavesItAsItIs() {
        asOwner().migrate();
        later();
        List<String> history = history();

        SchemaMigration owner = asOwner();
        SchemaMigration application = asApplication();

        assertThat(owner.attempt()).isTrue();
        assertThat(application.attempt()).isTrue();
        assertThat(owner.isDone()).isTrue();
        assertThat(application.pending()).isEmpty();
        assertThat(history()).isEqualTo(history).contains("R__later.sql", "V9000__later.sql");
    }

    @Test
    void waitsOnTheSchemaOfTheVersionBeforeUntilItsOwnerHasBroughtItUpToDate() {
        new OtherSchema(database, folder.resolve("before")).ofTheVersionBefore();
        SchemaMigration application = asApplication();

        assertThat(application.attempt()).isFalse();
        assertThat(application.pending()).hasSize(1);
        asOwner().migrate();

        assertThat(application.attempt()).isTrue();
        assertThat(application.pending()).isEmpty();
    }

    private void later() {
        new OtherSchema(database, folder.resolve("later")).ofAVersionToCome();
    }

    private SchemaMigration asOwner() {
        return new SchemaMigration(database.asOwner().dataSource(), database.user());
    }

    /** Where a Job brings the schema up to date, and no pod has the owner's password. */
    private SchemaMigration asApplication() {
        return new SchemaMigration(database.dataSource(), database.user());
    }

    private List<String> history() {
        return Jdbi.create(database.asOwner().dataSource())
                .withHandle(handle -> handle.createQuery(
                                "SELECT script FROM devmesh.flyway_schema_history ORDER BY installed_rank")
                        .mapTo(String.class)
                        .list());
    }
}
