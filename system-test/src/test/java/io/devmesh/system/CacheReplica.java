package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.cache.CacheCodec;
import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.CacheMetrics;
import io.devmesh.edge.cache.CacheRegion;
import io.devmesh.edge.cache.CacheRegion.Kept;
import io.devmesh.edge.cache.CacheScope;
import io.devmesh.edge.cache.RedisCache;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/** The cache of one more Edge MCP, which does what no request to a server makes it do yet: invalidate. */
final class CacheReplica implements AutoCloseable {
    private static final CacheRegion<String> REGION = new CacheRegion<>(
            "test", new Text(), Duration.ofMinutes(1), Duration.ofMinutes(1), true, value -> Kept.BOTH);

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final UnifiedJedis redis;
    private final RedisCache cache;

    CacheReplica(Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        this.redis = RedisConnections.open(RedisConfig.cache(settings), "edge-mcp@replica");
        this.cache = new RedisCache(redis, CacheConfig.from(settings), new Uncounted(), executor);
        cache.listen();
    }

    boolean isInTouch() {
        return cache.isInTouch();
    }

    /** Loads a value, stores it, and has all replicas forget it. */
    void loadAndInvalidate() {
        CacheKey<String> key = new CacheKey<>(
                new CacheScope.Of(new TenantId(UUID.randomUUID())),
                REGION,
                UUID.randomUUID().toString());
        TwoLevelCache levels = cache.cache();
        String unused = levels.get(key, (Supplier<String>) () -> "value");
        levels.invalidate(key);
    }

    @Override
    public void close() {
        cache.close();
        executor.close();
        redis.close();
    }

    private record Text() implements CacheCodec<String> {
        @Override
        public byte[] encode(String value) {
            return value.getBytes(UTF_8);
        }

        @Override
        public Optional<String> decode(byte[] bytes) {
            return Optional.of(new String(bytes, UTF_8));
        }

        @Override
        public long size(String value) {
            return value.length();
        }
    }

    private record Uncounted() implements CacheMetrics {
        @Override
        public void count(Tier tier, Operation operation, Result result) {}

        @Override
        public void loaded(String region, boolean successfully) {}

        @Override
        public void saved(int bytes) {}
    }
}
