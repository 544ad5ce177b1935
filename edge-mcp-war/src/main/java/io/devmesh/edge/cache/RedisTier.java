package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** The second level in Redis: commands of one key each, so that a cluster is served as well. */
final class RedisTier implements SecondLevel {
    static final String CHANNEL = CacheKey.PREFIX + "invalidate";

    private final UnifiedJedis redis;

    RedisTier(UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public Optional<byte[]> get(String name) {
        return Optional.ofNullable(ask(() -> redis.get(name.getBytes(UTF_8))));
    }

    @Override
    public void set(String name, byte[] value, Duration ttl) {
        ask(() -> redis.set(name.getBytes(UTF_8), value, SetParams.setParams().px(ttl.toMillis())));
    }

    @Override
    public void delete(String name) {
        ask(() -> redis.del(name));
    }

    @Override
    public void publish(String message) {
        ask(() -> redis.publish(CHANNEL, message));
    }

    private static <T> T ask(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisException failure) {
            throw new SecondLevelException(failure);
        }
    }
}
