package io.devmesh.shared.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/** The client that everybody gets: its commands go through {@link FailoverExecutor}, in every topology. */
final class PooledRedis extends UnifiedJedis {
    private final FailoverExecutor failover;
    private final Endpoint endpoint;

    PooledRedis(FailoverExecutor executor, Endpoint endpoint, JedisClientConfig config) {
        super(executor, endpoint, config, null);
        this.failover = executor;
        this.endpoint = endpoint;
    }

    long retries() {
        return failover.retries();
    }

    /** 1 while Redis counts as away, else 0. */
    int away() {
        return failover.isShut() ? 1 : 0;
    }

    /** Over the pools of all servers. */
    int active() {
        return endpoint.getConnectionMap().values().stream()
                .mapToInt(pool -> ((Pool<?>) pool).getNumActive())
                .sum();
    }

    int idle() {
        return endpoint.getConnectionMap().values().stream()
                .mapToInt(pool -> ((Pool<?>) pool).getNumIdle())
                .sum();
    }

    int waiting() {
        return endpoint.getConnectionMap().values().stream()
                .mapToInt(pool -> ((Pool<?>) pool).getNumWaiters())
                .sum();
    }

    /** A connection that Redis refused something in the middle of listening would be given to somebody else, who still hears it. */
    @Override
    public void subscribe(JedisPubSub listener, String... channels) {
        try (Connection connection = endpoint.getConnection()) {
            try {
                listener.proceed(connection, channels);
            } catch (JedisException refused) {
                connection.setBroken();
                throw refused;
            }
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (JedisException alreadyGone) {
            // What is closed because the process ends need not answer.
        }
    }
}
