package io.devmesh.shared.postgres;

import static java.lang.System.Logger.Level.INFO;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The scripts, applied by Flyway. Its classes are loaded with this one, so a start on a schema that is up to date does without it
 * ({@link DatabaseHistory}).
 *
 * @param application the role that the services log in as, as it stands between double quotes
 */
record DatabaseUpgrade(DataSource owner, String application) {
    private static final System.Logger LOG = System.getLogger(DatabaseUpgrade.class.getName());
    private static final String SCHEMA = "devmesh";

    /** See {@link SchemaMigration#migrate}. */
    void apply() {
        // Whoever moves rows has to see them, though they own the tables. Only here, on connections that nobody has
        // afterwards.
        Flyway flyway = flyway().initSql("SET devmesh.tenant = '*'").load();
        if (isOfAVersionToCome(flyway.info())) {
            LOG.log(INFO, "The schema is of a later version than this program, and is left as it is");
        } else {
            flyway.migrate();
        }
    }

    /** See {@link SchemaMigration#pending}. */
    List<String> pending() {
        MigrationInfoService info = flyway().load().info();
        return Stream.of(isOfAVersionToCome(info) ? new MigrationInfo[0] : info.pending())
                .map(MigrationInfo::getScript)
                .toList();
    }

    /** Then the scripts that are repeated are newer as well: this version's would undo them, and Flyway refuses those it does not know. */
    private static boolean isOfAVersionToCome(MigrationInfoService info) {
        return Stream.of(info.applied()).anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
    }

    private FluentConfiguration flyway() {
        return Flyway.configure(DatabaseUpgrade.class.getClassLoader())
                .dataSource(owner)
                .placeholders(Map.of("application", application))
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                // In Liberty, Flyway finds a folder by the empty file flyway.location in it.
                .locations("classpath:db/migration")
                .failOnMissingLocations(true);
    }
}
