package io.devmesh.edge.webhook;

import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.ReplicatedEventStream;
import io.devmesh.shared.stream.StreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import redis.clients.jedis.UnifiedJedis;

@ApplicationScoped
class RedisEventLogProducer {
    @Produces
    @Singleton
    EventLog log(WebhookConfig config, RedisEventStream stream, @Queue UnifiedJedis redis, StreamConfig names) {
        return config.replication()
                .<EventLog>map(
                        wanted -> new ReplicatedEventStream(redis, names, wanted.replicas(), wanted.timeout())::publish)
                .orElse(stream::publish);
    }
}
