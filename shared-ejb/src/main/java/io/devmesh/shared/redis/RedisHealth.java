package io.devmesh.shared.redis;

import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Tells whether Redis answers, and if not, why, in words that hold no secret. */
@ApplicationScoped
public class RedisHealth {
    private final UnifiedJedis redis;
    private final RedisConfig config;

    RedisHealth() {
        this(null, null);
    }

    @Inject
    RedisHealth(@Queue UnifiedJedis redis, @Queue RedisConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Empty where Redis answered a PING; otherwise the cause and what to check. */
    public Optional<String> problem() {
        try {
            redis.ping();
            return Optional.empty();
        } catch (JedisException failure) {
            return Optional.of("Redis at " + config.address() + " does not serve (" + RootCause.of(failure)
                    + "): check REDIS_ADDR, REDIS_TLS_ENABLED, REDIS_USERNAME and REDIS_PASSWORD");
        }
    }
}
