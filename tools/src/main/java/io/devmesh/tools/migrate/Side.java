package io.devmesh.tools.migrate;

import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import redis.clients.jedis.UnifiedJedis;

/**
 * Source or target: how to reach the stream.
 *
 * @param prefix of the variables
 */
record Side(RedisConfig config, String prefix, String clientName) {
    UnifiedJedis open() {
        return RedisConnections.open(config, clientName);
    }

    /** What the user sets to another address. */
    String addressVariable() {
        return prefix + config.topology().variable();
    }

    /** How records and messages name it. */
    String name() {
        return config.topology().mode() + " " + config.address();
    }
}
