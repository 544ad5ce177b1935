package io.devmesh.shared.redis;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.MetricRegistry;
import redis.clients.jedis.RedisClient;

@ApplicationScoped
class RedisClientProducer {
    @Produces
    @Singleton
    RedisConfig config(Settings settings) {
        return RedisConfig.from(settings);
    }

    @Produces
    @Singleton
    @Queue
    RedisClient queue(RedisConfig config, ServiceIdentity identity, MetricRegistry registry) {
        RedisClient client = RedisConnections.open(config, identity.toString());
        RedisPoolGauges.register(registry, client);
        return client;
    }

    void close(@Disposes @Queue RedisClient client) {
        client.close();
    }
}
