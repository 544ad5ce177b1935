package io.devmesh.shared.postgres;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema up to date. Safe to call from any number of processes at once: Flyway takes a lock. */
@ApplicationScoped
public class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final String SCHEMA = "devmesh";

    private final DataSource dataSource;
    private volatile boolean done;

    SchemaMigration() {
        this(null);
    }

    @Inject
    public SchemaMigration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Applies what is missing; throws FlywayException where the database is away or refuses. */
    public void migrate() {
        flyway().migrate();
        done = true;
    }

    /** Names of the migrations that {@link #migrate} would apply; changes nothing. */
    public List<String> pending() {
        return Stream.of(flyway().info().pending())
                .map(MigrationInfo::getScript)
                .toList();
    }

    private Flyway flyway() {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                // In Liberty, Flyway finds a folder by the empty file flyway.location in it.
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load();
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
