package io.devmesh.edge.health;

import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.RedisCacheHealth;
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
 * works through PostgreSQL. Not ready before the schema is there, or with both away, or where the configuration says that
 * nothing goes without Redis.
 */
@Readiness
@ApplicationScoped
class EdgeReadiness implements HealthCheck {
    private final SchemaMigration migration;
    private final DatabaseHealth database;
    private final RedisHealth redis;
    private final RedisCacheHealth cache;
    private final CacheConfig config;

    EdgeReadiness() {
        this(null, null, null, null, null);
    }

    @Inject
    EdgeReadiness(
            SchemaMigration migration,
            DatabaseHealth database,
            RedisHealth redis,
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
        Optional<String> databaseProblem = database.problem();
        Optional<String> redisProblem = redis.problem();
        Optional<String> cacheProblem = cache.problem();
        boolean redisAway = redisProblem.isPresent() || cacheProblem.isPresent();
        boolean serves = databaseProblem.isEmpty() || redisProblem.isEmpty();
        CacheConfig.Shared shared = config.shared();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("edge-mcp")
                .withData("schema", migration.isDone() ? "up to date" : "being migrated")
                .withData("postgresql", databaseProblem.orElse("up"))
                .withData("redis", redisProblem.orElse("up"))
                .withData("cache", shared.enabled() ? cacheProblem.orElse("up") : "off")
                .withData("degraded", databaseProblem.isPresent() || redisAway);
        return response.status(migration.isDone() && serves && !(shared.enabled() && shared.required() && redisAway))
                .build();
    }
}
