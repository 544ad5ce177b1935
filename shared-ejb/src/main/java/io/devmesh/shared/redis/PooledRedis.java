package io.devmesh.shared.redis;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.Pool;

/** The client that everybody gets: its commands go through {@link FailoverExecutor}, in every topology. */
final class PooledRedis extends UnifiedJedis implements KeyPipeline {
    private final FailoverExecutor failover;
    private final Endpoint endpoint;
    private final SingleAttempt attempt;
    private final boolean hasAllKeys;

    PooledRedis(
            FailoverExecutor executor,
            Endpoint endpoint,
            SingleAttempt attempt,
            JedisClientConfig config,
            boolean hasAllKeys) {
        super(executor, endpoint, config, null);
        this.hasAllKeys = hasAllKeys;
        this.failover = executor;
        this.endpoint = endpoint;
        this.attempt = attempt;
    }

    @Override
    public <T> T pipelined(String key, Duration patience, Function<Pipeline, Supplier<T>> commands) {
        return pipelined(Command.XADD, key, patience, commands);
    }

    @Override
    public <T> T pipelinedOnce(String key, Duration patience, Function<Pipeline, Supplier<T>> commands) {
        return pipelined(Command.XREADGROUP, key, patience, commands);
    }

    @Override
    public boolean hasAllKeys() {
        return hasAllKeys;
    }

    /** @param like the command by which it is decided whether all of it may be sent again */
    private <T> T pipelined(Command like, String key, Duration patience, Function<Pipeline, Supplier<T>> commands) {
        CommandArguments route = new CommandArguments(like).key(key);
        return failover.execute(like, () -> {
            try (Connection connection = endpoint.getConnection(route)) {
                return attempt.run(connection, () -> patiently(connection, patience, commands));
            }
        });
    }

    private static <T> T patiently(Connection connection, Duration patience, Function<Pipeline, Supplier<T>> commands) {
        int usual = connection.getSoTimeout();
        connection.setSoTimeout(usual + (int) patience.toMillis());
        try {
            return sent(new Pipeline(connection), commands);
        } catch (JedisRedirectionException moved) {
            throw new JedisClusterOperationException("The key is on another node now", moved);
        } finally {
            connection.setSoTimeout(usual);
        }
    }

    /** Does not close the pipeline, which would ask the connection once more where it broke. */
    private static <T> T sent(Pipeline pipeline, Function<Pipeline, Supplier<T>> commands) {
        Supplier<T> answer = commands.apply(pipeline);
        pipeline.sync();
        return answer.get();
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
