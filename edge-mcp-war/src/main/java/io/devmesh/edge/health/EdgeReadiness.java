package io.devmesh.edge.health;

import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.RedisCacheHealth;
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
 * works through PostgreSQL. Not ready before the schema is there, or with both away, or where the configuration says that
 * nothing goes without Redis.
 */
@Readiness
@ApplicationScoped
class EdgeReadiness implements HealthCheck {
    private final SchemaMigration migration;
    private final DatabaseReadiness database;
    private final RedisReadiness redis;
    private final RedisCacheHealth cache;
    private final CacheConfig config;

    EdgeReadiness() {
        this(null, null, null, null, null);
    }

    @Inject
    EdgeReadiness(
            SchemaMigration migration,
            DatabaseReadiness database,
            RedisReadiness redis,
            RedisCacheHealth cache,
            CacheConfig config) {
        this.migration = migration;
        this.database = database;
        this.redis = redis;
        this.cache = cache;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Supplier<StoreHealth> databaseCheck = database.begin();
        Supplier<StoreHealth> redisCheck = redis.begin();
        Supplier<StoreHealth> cacheCheck = cache.begin();
        StoreHealth postgresql = databaseCheck.get();
        StoreHealth queue = redisCheck.get();
        StoreHealth copies = cacheCheck.get();
        boolean redisAway = !queue.isUp() || !copies.isUp();
        CacheConfig.Shared shared = config.shared();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("edge-mcp")
                .withData("schema", migration.isDone() ? "up to date" : "being migrated")
                .withData("postgresql", postgresql.text())
                .withData("redis", queue.text())
                .withData("cache", shared.enabled() ? copies.text() : "off")
                .withData("degraded", !postgresql.isUp() || redisAway);
        postgresql.facts().forEach(response::withData);
        queue.facts().forEach(response::withData);
        copies.facts().forEach(response::withData);
        boolean serves = postgresql.isUp() || queue.isUp();
        return response.status(migration.isDone() && serves && !(shared.required() && redisAway))
                .build();
    }
}
