package io.devmesh.shared.redis;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.MetricRegistry;
import redis.clients.jedis.UnifiedJedis;

@ApplicationScoped
class RedisClientProducer {
    @Produces
    @Singleton
    @Queue
    RedisConfig queueConfig(Settings settings) {
        return RedisConfig.queue(settings);
    }

    @Produces
    @Singleton
    @Cache
    RedisConfig cacheConfig(Settings settings) {
        return RedisConfig.cache(settings);
    }

    @Produces
    @Singleton
    @Queue
    UnifiedJedis queue(@Queue RedisConfig config, ServiceIdentity identity, MetricRegistry registry) {
        return open(config, identity, registry);
    }

    /** Made only where somebody injects it. */
    @Produces
    @Singleton
    @Cache
    UnifiedJedis cache(@Cache RedisConfig config, ServiceIdentity identity, MetricRegistry registry) {
        return open(config, identity, registry);
    }

    private static UnifiedJedis open(RedisConfig config, ServiceIdentity identity, MetricRegistry registry) {
        UnifiedJedis client = RedisConnections.open(config, identity.toString());
        RedisGauges.register(registry, config, (PooledRedis) client);
        return client;
    }

    void closeQueue(@Disposes @Queue UnifiedJedis client) {
        client.close();
    }

    void closeCache(@Disposes @Cache UnifiedJedis client) {
        client.close();
    }
}
