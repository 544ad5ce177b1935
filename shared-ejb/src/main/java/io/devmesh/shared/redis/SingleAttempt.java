package io.devmesh.shared.redis;

import java.util.function.Supplier;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** One command, or several at once, on one connection, which is closed afterwards where it must not be used again. */
final class SingleAttempt {
    private final ConnectionAges ages;

    SingleAttempt(ConnectionAges ages) {
        this.ages = ages;
    }

    <T> T run(Connection connection, CommandObject<T> command) {
        return run(connection, () -> connection.executeCommand(command));
    }

    <T> T run(Connection connection, Supplier<T> commands) {
        try {
            return commands.get();
        } catch (JedisException failure) {
            if (ServerAnswer.of(failure).spoilsConnection()) {
                connection.setBroken();
            }
            throw failure;
        } finally {
            if (ages.isOld(connection)) {
                connection.setBroken();
            }
        }
    }
}
