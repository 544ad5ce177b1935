package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;

class ClusterExecutorTest {
    private final JedisConnectionException reset = new JedisConnectionException("Connection reset");
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP2);

    @Test
    void leavesItToTheClientToRepeatWhatMayBeRepeated() {
        assertThat(ClusterExecutor.forClient(reset, commands.get("key"))).isSameAs(reset);
    }

    @Test
    void keepsTheClientFromRepeatingWhatMayHaveBeenDone() {
        assertThat(ClusterExecutor.forClient(reset, commands.incr("key")))
                .isInstanceOf(JedisClusterOperationException.class)
                .hasCause(reset);
    }
}
