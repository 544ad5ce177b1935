package io.devmesh.edge.cache;

import io.devmesh.shared.redis.Cache;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Tells whether the cache's Redis answers, and if not, why, in words that hold no secret. */
@ApplicationScoped
public class RedisCacheHealth {
    private final CacheConfig config;
    private final Instance<UnifiedJedis> redis;
    private final Instance<RedisConfig> address;

    RedisCacheHealth() {
        this(null, null, null);
    }

    @Inject
    RedisCacheHealth(CacheConfig config, @Cache Instance<UnifiedJedis> redis, @Cache Instance<RedisConfig> address) {
        this.config = config;
        this.redis = redis;
        this.address = address;
    }

    /** Empty where Redis answered a PING, or is not used; otherwise the cause and what to check. */
    public Optional<String> problem() {
        if (!config.shared().enabled()) {
            return Optional.empty();
        }
        try {
            redis.get().ping();
            return Optional.empty();
        } catch (JedisException failure) {
            return Optional.of("The cache's Redis at " + address.get().address() + " does not serve ("
                    + RootCause.of(failure) + "): check REDIS_ADDR, REDIS_TLS_ENABLED, REDIS_USERNAME,"
                    + " REDIS_PASSWORD and EDGE_MCP_REDIS_DB");
        }
    }
}
