package io.devmesh.shared.redis;

import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import redis.clients.jedis.RedisClient;

/** Shows how the connection pool is used. */
final class RedisPoolGauges {
    private RedisPoolGauges() {}

    static void register(MetricRegistry registry, RedisClient redis) {
        registry.gauge(
                named("redis_pool_active", "Connections to Redis in use"),
                redis,
                client -> client.getPool().getNumActive());
        registry.gauge(
                named("redis_pool_idle", "Connections to Redis that wait to be used"),
                redis,
                client -> client.getPool().getNumIdle());
        registry.gauge(
                named("redis_pool_waiting", "Callers that wait for a connection to Redis"),
                redis,
                client -> client.getPool().getNumWaiters());
    }

    private static Metadata named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
