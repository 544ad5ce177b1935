package io.devmesh.edge.health;

import io.devmesh.shared.doctor.DatabaseReadiness;
import io.devmesh.shared.doctor.RedisReadiness;
import io.devmesh.shared.doctor.StoreHealth;
import io.devmesh.shared.postgres.SchemaMigration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
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
    private final DatabaseReadiness database;
    private final RedisReadiness redis;

    EdgeReadiness() {
        this(null, null, null);
    }

    @Inject
    EdgeReadiness(SchemaMigration migration, DatabaseReadiness database, RedisReadiness redis) {
        this.migration = migration;
        this.database = database;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        Supplier<StoreHealth> databaseCheck = database.begin();
        Supplier<StoreHealth> redisCheck = redis.begin();
        StoreHealth postgresql = databaseCheck.get();
        StoreHealth queue = redisCheck.get();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("edge-mcp")
                .withData("schema", migration.isDone() ? "up to date" : "being migrated")
                .withData("postgresql", postgresql.text())
                .withData("redis", queue.text())
                .withData("degraded", !postgresql.isUp() || !queue.isUp());
        postgresql.facts().forEach(response::withData);
        queue.facts().forEach(response::withData);
        return response.status(migration.isDone() && (postgresql.isUp() || queue.isUp()))
                .build();
    }
}
