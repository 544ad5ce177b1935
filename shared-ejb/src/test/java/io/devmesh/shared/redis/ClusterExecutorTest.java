package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;

class ClusterExecutorTest {
    private final JedisConnectionException reset = new JedisConnectionException("Connection reset");
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP2);
    private final Connection connection = new Connection() {
        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            throw reset;
        }
    };
    private final ClusterExecutor executor = new ClusterExecutor(
            null,
            Duration.ofSeconds(1),
            new SingleAttempt(new ConnectionAges(Duration.ofHours(1), System::nanoTime, () -> 0.5)));

    @Test
    void leavesItToTheClientToRepeatWhatMayBeRepeated() {
        assertThatThrownBy(() -> executor.execute(connection, commands.get("key")))
                .isSameAs(reset);
    }

    @Test
    void keepsTheClientFromRepeatingWhatMayHaveBeenDone() {
        assertThatThrownBy(() -> executor.execute(connection, commands.incr("key")))
                .isInstanceOf(JedisClusterOperationException.class)
                .hasCause(reset);
    }
}
