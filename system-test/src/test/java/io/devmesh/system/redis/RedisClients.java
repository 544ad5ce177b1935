package io.devmesh.system.redis;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;

/** Clients as the services have them, from the variables that the services read. */
final class RedisClients {
    private RedisClients() {}

    static UnifiedJedis open(Map<String, String> environment, String... more) {
        Map<String, String> variables = new HashMap<>(environment);
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return open(Settings.of(variables));
    }

    static UnifiedJedis open(Settings settings) {
        return RedisConnections.open(RedisConfig.queue(settings), "edge-mcp@pod-1");
    }
}
