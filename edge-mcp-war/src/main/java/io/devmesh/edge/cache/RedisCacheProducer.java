package io.devmesh.edge.cache;

import io.devmesh.shared.redis.Cache;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Makes the cache as it is configured; without Redis no connection pool is made either. */
@ApplicationScoped
class RedisCacheProducer {
    private final CacheConfig config;
    private final Instance<UnifiedJedis> redis;
    private final RegistryCacheMetrics metrics;
    private Optional<RedisCache> shared = Optional.empty();

    /** A resource can only be injected into a field. */
    @Resource
    private ManagedScheduledExecutorService executor;

    RedisCacheProducer() {
        this(null, null, null);
    }

    @Inject
    RedisCacheProducer(CacheConfig config, @Cache Instance<UnifiedJedis> redis, RegistryCacheMetrics metrics) {
        this.config = config;
        this.redis = redis;
        this.metrics = metrics;
    }

    @Produces
    @Singleton
    TwoLevelCache cache() {
        if (config.shared().enabled()) {
            shared = Optional.of(new RedisCache(redis.get(), config, metrics, executor));
        }
        TwoLevelCache cache = shared.map(RedisCache::cache)
                .orElseGet(() -> TwoLevelCache.inMemory(config, metrics, System::nanoTime));
        metrics.watch(cache);
        return cache;
    }

    /** With the default priority, hence after the configuration was checked. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application, TwoLevelCache cache) {
        shared.ifPresent(RedisCache::listen);
    }

    @PreDestroy
    void stop() {
        shared.ifPresent(RedisCache::close);
    }
}
