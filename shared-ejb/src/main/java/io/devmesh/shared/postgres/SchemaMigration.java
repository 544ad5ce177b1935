package io.devmesh.shared.postgres;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema up to date. Safe to call from any number of processes at once: Flyway takes a lock. */
@ApplicationScoped
public class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String SCHEMA = "devmesh";

    private final Supplier<Target> target;
    private volatile boolean done;

    SchemaMigration() {
        this.target = null;
    }

    /** On connections of its own: the pool's are the services' role's, which need not own the tables. */
    @Inject
    SchemaMigration(Settings settings) {
        this.target = () -> Target.of(DatabaseConfig.from(settings));
    }

    /** As configured. */
    public SchemaMigration(DatabaseConfig config) {
        this.target = () -> Target.of(config);
    }

    /**
     * For a schema that is reached by {@code owner}.
     *
     * @param application the role that the services log in as
     */
    public SchemaMigration(DataSource owner, String application) {
        this.target = () -> new Target(owner, application);
    }

    private record Target(DataSource owner, String application) {
        static Target of(DatabaseConfig config) {
            return new Target(new DatabaseDirectSource(config.asOwner()), config.user());
        }
    }

    /**
     * Applies what is missing; throws FlywayException where the database is away or refuses. A schema of a version to come is left
     * as it is: in the middle of an upgrade, and after the way back from one, replicas of this version start on it.
     */
    public void migrate() {
        // Whoever moves rows has to see them, though they own the tables. Only here, on connections that nobody has
        // afterwards.
        Flyway flyway = flyway().initSql("SET devmesh.tenant = '*'").load();
        if (isOfAVersionToCome(flyway.info())) {
            LOG.log(INFO, "The schema is of a later version than this program, and is left as it is");
        } else {
            flyway.migrate();
        }
        done = true;
    }

    /** Names of the migrations that {@link #migrate} would apply; changes nothing. */
    public List<String> pending() {
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
        Target database = target.get();
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(database.owner())
                .placeholders(Map.of("application", database.application().replace("\"", "\"\"")))
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                // In Liberty, Flyway finds a folder by the empty file flyway.location in it.
                .locations("classpath:db/migration")
                .failOnMissingLocations(true);
    }

    /** Tries {@link #migrate} and tells whether it worked; a failure is logged with its cause. */
    public boolean attempt() {
        try {
            migrate();
        } catch (FlywayException failure) {
            LOG.log(WARNING, "The schema could not be brought up to date, trying again: " + RootCause.of(failure));
        }
        return done;
    }

    /** True once {@link #migrate} has succeeded in this process. */
    public boolean isDone() {
        return done;
    }
}
