package io.devmesh.shared.redis;

import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/** Runs commands where every connection leads to the same server. */
final class PooledExecutor implements CommandExecutor {
    private final ConnectionProvider provider;
    private final SingleAttempt attempt;

    PooledExecutor(ConnectionProvider provider, SingleAttempt attempt) {
        this.provider = provider;
        this.attempt = attempt;
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        try (Connection connection = provider.getConnection(command.getArguments())) {
            return attempt.run(connection, command);
        }
    }

    /** The provider is closed by whoever opened it. */
    @Override
    public void close() {}
}
