package io.devmesh.system.cache;

import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.CacheMetrics;
import io.devmesh.edge.cache.RedisCache;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import redis.clients.jedis.UnifiedJedis;

/** The cache of one process, with a client and threads of its own. */
final class Replica implements AutoCloseable, CacheMetrics {
    private final ScheduledExecutorService threads;
    private final UnifiedJedis redis;
    private final RedisCache cache;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** @param settings beside those that enable Redis */
    Replica(String address, Map<String, String> settings) {
        this(address, settings, Executors.newScheduledThreadPool(3));
    }

    Replica(String address, Map<String, String> settings, ScheduledExecutorService threads) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("REDIS_ADDR", address);
        all.put("EDGE_MCP_REDIS_ENABLED", "true");
        this.threads = threads;
        this.redis = RedisConnections.open(RedisConfig.cache(Settings.of(all)), "test@replica");
        this.cache = new RedisCache(redis, CacheConfig.from(Settings.of(all)), this, threads);
    }

    Replica listening() {
        cache.listen();
        return this;
    }

    boolean isInTouch() {
        return cache.isInTouch();
    }

    /** What {@code key} has, or else {@code loaded}. */
    String get(CacheKey<String> key, String loaded) {
        return cache.cache().get(key, () -> loaded);
    }

    void invalidate(CacheKey<String> key) {
        cache.cache().invalidate(key);
    }

    /** Such as "L2 GET HIT". */
    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    @Override
    public void count(Tier tier, Operation operation, Result result) {
        counts.merge(tier + " " + operation + " " + result, 1, Integer::sum);
    }

    @Override
    public void loaded(String region, boolean successfully) {
        counts.merge("LOAD", 1, Integer::sum);
    }

    @Override
    public void saved(int bytes) {
        counts.merge("SAVED", bytes, Integer::sum);
    }

    @Override
    public void close() {
        cache.close();
        threads.shutdownNow();
        redis.close();
    }
}
