package io.devmesh.shared.redis;

import java.time.Duration;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.StaticCommandFlagsRegistry;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Runs commands on the node that has the key, and follows redirections. */
final class ClusterExecutor extends ClusterCommandExecutor {
    private static final int ATTEMPTS = 3;

    private final SingleAttempt attempt;

    ClusterExecutor(ClusterConnectionProvider provider, Duration budget, SingleAttempt attempt) {
        super(
                provider,
                ATTEMPTS,
                budget.isZero() ? Duration.ofMillis(1) : budget,
                StaticCommandFlagsRegistry.registry());
        this.attempt = attempt;
    }

    @Override
    protected <T> T execute(Connection connection, CommandObject<T> command) {
        try {
            return attempt.run(connection, command);
        } catch (JedisConnectionException lost) {
            throw forClient(lost, command);
        }
    }

    /** What the client sees: after a lost connection it would send the command again, to this node or another. */
    static JedisException forClient(JedisConnectionException lost, CommandObject<?> command) {
        return OnceOnly.contains(command.getArguments().getCommand())
                ? new JedisClusterOperationException("The connection was lost", lost)
                : lost;
    }
}
