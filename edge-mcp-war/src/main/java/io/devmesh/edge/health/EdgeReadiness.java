package io.devmesh.edge.health;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.redis.RedisHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while a request can be served: with PostgreSQL away the door still takes webhooks, with Redis away everything
 * works through PostgreSQL. Not ready before the schema is there, or with both away.
 */
@Readiness
@ApplicationScoped
class EdgeReadiness implements HealthCheck {
    private final SchemaMigration migration;
    private final DatabaseHealth database;
    private final RedisHealth redis;

    EdgeReadiness() {
        this(null, null, null);
    }

    @Inject
    EdgeReadiness(SchemaMigration migration, DatabaseHealth database, RedisHealth redis) {
        this.migration = migration;
        this.database = database;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> databaseProblem = database.problem();
        Optional<String> redisProblem = redis.problem();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("edge-mcp")
                .withData("schema", migration.isDone() ? "up to date" : "being migrated")
                .withData("postgresql", databaseProblem.orElse("up"))
                .withData("redis", redisProblem.orElse("up"))
                .withData("degraded", databaseProblem.isPresent() || redisProblem.isPresent());
        return response.status(migration.isDone() && (databaseProblem.isEmpty() || redisProblem.isEmpty()))
                .build();
    }
}
