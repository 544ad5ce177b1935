package io.devmesh.shared.redis;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.UnifiedJedis;

/** Several commands at once on one connection to the one server that has a key, in every topology. */
public interface KeyPipeline {
    /**
     * Sends what {@code commands} puts into the pipeline and returns what its result then says. All of it is sent again
     * where a fail-over explains a failure, so twice must be as good as once.
     *
     * @param key of the only key that the commands have
     * @param patience how long the server may take on purpose, on top of the usual time
     */
    <T> T pipelined(String key, Duration patience, Function<Pipeline, Supplier<T>> commands);

    /** The same, but not sent again where it may have been done: for what is not as good twice as once. */
    <T> T pipelinedOnce(String key, Duration patience, Function<Pipeline, Supplier<T>> commands);

    /** Whether one server has all keys, as everywhere but in a cluster: then commands with others may go along. */
    boolean hasAllKeys();

    /** Of a client that {@link RedisConnections} opened. */
    static KeyPipeline of(UnifiedJedis client) {
        return (PooledRedis) client;
    }
}
