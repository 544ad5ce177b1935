package io.devmesh.shared.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means, for both services, that the schema is up to date. */
@Startup
@ApplicationScoped
class SchemaStarted implements HealthCheck {
    private final SchemaMigration migration;

    SchemaStarted() {
        this(null);
    }

    @Inject
    SchemaStarted(SchemaMigration migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("schema").status(migration.isDone()).build();
    }
}
