package io.devmesh.edge.webhook;

import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.stream.EventAppender;
import io.devmesh.shared.stream.StreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import redis.clients.jedis.UnifiedJedis;

@ApplicationScoped
class RedisEventLogProducer {
    @Produces
    @Singleton
    EventLog log(WebhookConfig config, @Queue UnifiedJedis redis, StreamConfig names) {
        return config.replication()
                .map(wanted -> EventAppender.replicated(redis, names, wanted.replicas(), wanted.timeout()))
                .orElseGet(() -> EventAppender.local(redis, names))::publish;
    }
}
