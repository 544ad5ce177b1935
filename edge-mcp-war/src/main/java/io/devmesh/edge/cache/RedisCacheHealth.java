package io.devmesh.edge.cache;

import io.devmesh.shared.doctor.RedisReadiness;
import io.devmesh.shared.doctor.StoreHealth;
import io.devmesh.shared.redis.Cache;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Tells whether the cache's Redis answers, and if not, why, in words that hold no secret. */
@ApplicationScoped
public class RedisCacheHealth {
    private static final StoreHealth UNUSED = new StoreHealth(Optional.empty(), Map.of());

    private final Optional<RedisReadiness> readiness;

    RedisCacheHealth() {
        this.readiness = Optional.empty();
    }

    @Inject
    RedisCacheHealth(
            CacheConfig config, @Cache Instance<UnifiedJedis> redis, @Cache RedisConfig address, RedisReadiness queue) {
        this.readiness = config.shared().enabled()
                ? Optional.of(queue.of(address, () -> problem(redis.get())))
                : Optional.empty();
    }

    /** Starts a check and returns at once; without a problem where Redis is not used for the cache. */
    public Supplier<StoreHealth> begin() {
        return readiness.map(RedisReadiness::begin).orElse(() -> UNUSED);
    }

    private static Optional<String> problem(UnifiedJedis redis) {
        try {
            redis.ping();
            return Optional.empty();
        } catch (JedisException failure) {
            return Optional.of("The cache's Redis does not serve: " + RootCause.of(failure));
        }
    }
}
