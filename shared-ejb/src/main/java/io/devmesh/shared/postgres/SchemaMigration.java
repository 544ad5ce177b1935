package io.devmesh.shared.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date. Safe to call from any number of processes at once: Flyway takes a lock. */
@ApplicationScoped
public class SchemaMigration {
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
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        done = true;
    }

    /** True once {@link #migrate} has succeeded in this process. */
    public boolean isDone() {
        return done;
    }
}
