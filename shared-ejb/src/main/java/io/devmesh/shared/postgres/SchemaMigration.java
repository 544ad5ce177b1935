package io.devmesh.shared.postgres;

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

    /** Applies what is missing; throws FlywayException where the database is away or refuses. */
    public void migrate() {
        // Whoever moves rows has to see them, though they own the tables. Only here, on connections that nobody has
        // afterwards.
        flyway().initSql("SET devmesh.tenant = '*'").load().migrate();
        done = true;
    }

    /** Names of the migrations that {@link #migrate} would apply; changes nothing. */
    public List<String> pending() {
        return Stream.of(flyway().load().info().pending())
                .map(MigrationInfo::getScript)
                .toList();
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
