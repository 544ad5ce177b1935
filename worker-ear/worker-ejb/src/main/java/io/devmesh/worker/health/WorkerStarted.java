package io.devmesh.worker.health;

import io.devmesh.shared.postgres.SchemaMigration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

@Startup
@ApplicationScoped
class WorkerStarted implements HealthCheck {
    private final SchemaMigration migration;

    WorkerStarted() {
        this(null);
    }

    @Inject
    WorkerStarted(SchemaMigration migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("schema").status(migration.isDone()).build();
    }
}
