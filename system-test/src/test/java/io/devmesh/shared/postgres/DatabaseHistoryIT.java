package io.devmesh.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agrees with Flyway on what it has written, and leaves everything else to it. */
class DatabaseHistoryIT {
    @TempDir
    private Path folder;

    private PostgresServer postgres;
    private Database database;
    private Jdbi owner;

    @BeforeEach
    void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        database = postgres.database("disable");
        owner = Jdbi.create(database.asOwner().dataSource());
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void isOfThisProgramAfterAMigrationForTheServicesRoleToo() throws Exception {
        assertThat(history(database.user()).isOfThisProgram()).isFalse();
        migrate(database.user());

        assertThat(history(database.user()).isOfThisProgram()).isTrue();
        assertThat(new DatabaseHistory(database.dataSource(), database.user()).isOfThisProgram())
                .isTrue();
    }

    @Test
    void isOfAnotherProgramWhereTheServicesLogInAsAnotherRole() throws Exception {
        migrate(database.user());
        Jdbi.create(postgres.admin().dataSource())
                .useHandle(handle -> handle.execute("CREATE ROLE \"the \"\"other\"\"\""));

        assertThat(history("the \"\"other\"\"").isOfThisProgram()).isFalse();
        migrate("the \"other\"");

        assertThat(history("the \"\"other\"\"").isOfThisProgram()).isTrue();
        assertThat(history(database.user()).isOfThisProgram()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM devmesh.flyway_schema_history WHERE version = '18'",
                "UPDATE devmesh.flyway_schema_history SET success = false WHERE version = '18'",
                "UPDATE devmesh.flyway_schema_history SET checksum = checksum + 1 WHERE version = '18'",
                "UPDATE devmesh.flyway_schema_history SET checksum = checksum + 1 WHERE script = 'R__rights.sql'",
                "UPDATE devmesh.flyway_schema_history SET type = 'BASELINE' WHERE version = '18'",
                "INSERT INTO devmesh.flyway_schema_history SELECT 900, '900', description, type, 'V900__later.sql', checksum,"
                        + " installed_by, installed_on, execution_time, success FROM devmesh.flyway_schema_history WHERE version = '18'"
            })
    void isOfAnotherProgramWhereAScriptIsMissingFailedOtherOrLater(String change) throws Exception {
        migrate(database.user());
        owner.useHandle(handle -> assertThat(handle.execute(change)).isEqualTo(1));

        assertThat(history(database.user()).isOfThisProgram()).isFalse();
    }

    @Test
    void saysWhyItCouldNotBeRead() {
        postgres.kill();

        assertThatThrownBy(() -> history(database.user()).isOfThisProgram()).isInstanceOf(SQLException.class);
        assertThat(new SchemaMigration(database.asOwner().dataSource(), database.user()).attempt())
                .isFalse();
    }

    private void migrate(String application) {
        new SchemaMigration(database.asOwner().dataSource(), application).migrate();
    }

    private DatabaseHistory history(String application) {
        return new DatabaseHistory(database.asOwner().dataSource(), application);
    }
}
