package io.devmesh.shared.postgres;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date. Safe to call from any number of processes at once: Flyway takes a lock. */
@ApplicationScoped
public class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());

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
        this.target = () -> Target.of(owner, application);
    }

    /** @param application as it stands between double quotes */
    private record Target(DataSource owner, String application) {
        static Target of(DatabaseConfig config) {
            return of(new DatabaseDirectSource(config.asOwner()), config.user());
        }

        static Target of(DataSource owner, String application) {
            return new Target(owner, application.replace("\"", "\"\""));
        }

        DatabaseHistory history() {
            return new DatabaseHistory(owner, application);
        }

        DatabaseUpgrade upgrade() {
            return new DatabaseUpgrade(owner, application);
        }
    }

    /**
     * Applies what is missing; throws FlywayException where the database is away or refuses. A schema of a version to come is left
     * as it is: in the middle of an upgrade, and after the way back from one, replicas of this version start on it.
     */
    public void migrate() {
        Target database = target.get();
        if (!isUpToDate(database)) {
            database.upgrade().apply();
        }
        done = true;
    }

    private static boolean isUpToDate(Target database) {
        try {
            return database.history().isOfThisProgram();
        } catch (SQLException failure) {
            throw new FlywayException("The schema's history could not be read", failure);
        }
    }

    /** Names of the migrations that {@link #migrate} would apply; changes nothing. */
    public List<String> pending() {
        Target database = target.get();
        return isUpToDate(database) ? List.of() : database.upgrade().pending();
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
