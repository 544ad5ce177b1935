package io.devmesh.shared.redis;

import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Shows how a connection pool is used, and whether TLS is what it should be; by use of Redis. */
final class RedisGauges {
    private RedisGauges() {}

    static void register(MetricRegistry registry, RedisConfig config, PooledRedis redis) {
        Tag use = new Tag("use", config.use().label());
        registry.gauge(named("redis_pool_active", "Connections to Redis in use"), redis, PooledRedis::active, use);
        registry.gauge(
                named("redis_pool_idle", "Connections to Redis that wait to be used"), redis, PooledRedis::idle, use);
        registry.gauge(
                named("redis_pool_waiting", "Callers that wait for a connection to Redis"),
                redis,
                PooledRedis::waiting,
                use);
        registry.gauge(
                named("redis_command_retries", "Commands that were sent to Redis again since the start"),
                redis,
                PooledRedis::retries,
                use);
        registry.gauge(named("redis_away", "1 while Redis counts as away"), redis, PooledRedis::away, use);
        registry.gauge(
                named("redis_tls_verification_skipped", "1 where any certificate is accepted, which must not be"),
                config,
                any -> any.skipsVerification() ? 1 : 0,
                use);
    }

    private static Metadata named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
