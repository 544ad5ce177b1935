package io.devmesh.local;

import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Tries a Redis that was given and not started here. */
record RedisCheck(RedisConfig config) {
    void requireServing() {
        try (UnifiedJedis client = RedisConnections.open(config, "local")) {
            client.ping();
        } catch (JedisException failure) {
            throw new StartupException("Redis at " + config.address() + " does not serve (" + cause(failure)
                    + "): check REDIS_ADDR, REDIS_TLS_ENABLED, REDIS_USERNAME and REDIS_PASSWORD,"
                    + " or unset REDIS_ADDR for the embedded one.");
        }
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
