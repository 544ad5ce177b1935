package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

class FailoverExecutorTest {
    private static final CommandObject<String> GET = new CommandObjects(RedisProtocol.RESP2).get("key");
    private static final CommandObject<Long> INCR = new CommandObjects(RedisProtocol.RESP2).incr("key");
    private final JedisException reset = new JedisConnectionException("Connection reset");
    private final JedisException readOnly = new JedisDataException("READONLY You can't write");
    private final JedisException wrongPass = new JedisAccessControlException("WRONGPASS invalid");

    private final Deque<JedisException> failures = new ArrayDeque<>();
    private int tries;

    @Test
    void triesAgainAtOnceWhereAConnectionFromBeforeARestartBroke() {
        failures.add(reset);

        assertThat(executor(Duration.ZERO).executeCommand(GET)).isEqualTo("value");
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void givesUpOnTheSecondLostConnectionWithoutABudget() {
        failures.add(reset);
        failures.add(reset);

        assertThatThrownBy(() -> executor(Duration.ZERO).executeCommand(GET)).isSameAs(reset);
    }

    @Test
    void waitsForAFailoverWithinTheBudget() {
        failures.add(readOnly);
        failures.add(reset);
        failures.add(readOnly);

        assertThat(executor(Duration.ofSeconds(5)).executeCommand(GET)).isEqualTo("value");
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void doesNotRepeatACommandThatMayHaveBeenDoneWhereTwiceIsNotOnce() {
        failures.add(reset);

        assertThatThrownBy(() -> executor(Duration.ofSeconds(5)).executeCommand(INCR))
                .isSameAs(reset);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void repeatsAnyCommandThatTheServerDidNotDo() {
        failures.add(readOnly);

        assertThat((Object) executor(Duration.ofSeconds(5)).executeCommand(INCR))
                .isEqualTo("value");
    }

    @Test
    void doesNotRepeatWhatTimedOutWithoutABudget() {
        JedisException timeout = new JedisConnectionException(new SocketTimeoutException("Read timed out"));
        failures.add(timeout);

        assertThatThrownBy(() -> executor(Duration.ZERO).executeCommand(GET)).isSameAs(timeout);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void doesNotTryAgainWhereRedisIsFullOrRefuses() {
        JedisException full = new JedisDataException("OOM command not allowed");
        failures.add(full);

        assertThatThrownBy(() -> executor(Duration.ofSeconds(5)).executeCommand(GET))
                .isSameAs(full);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void failsAtOnceWhileTheGateIsShutAndNamesTheReason() {
        FailoverExecutor executor = executor(Duration.ZERO);
        failures.add(readOnly);
        assertThatThrownBy(() -> executor.executeCommand(GET)).isSameAs(readOnly);

        assertThatThrownBy(() -> executor.executeCommand(GET))
                .isInstanceOf(JedisConnectionException.class)
                .hasCause(readOnly);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void triesTheOtherPasswordOnceAfterARejection() {
        failures.add(wrongPass);
        Fixed login = new Fixed(1);

        assertThat(executor(Duration.ZERO, Optional.of(login)).executeCommand(GET))
                .isEqualTo("value");
    }

    @Test
    void givesUpWhereNoOtherPasswordIsLeft() {
        failures.add(wrongPass);

        assertThatThrownBy(() -> executor(Duration.ofSeconds(5), Optional.of(new Fixed(0)))
                        .executeCommand(GET))
                .isSameAs(wrongPass);
        assertThat(tries).isEqualTo(1);
    }

    private FailoverExecutor executor(Duration budget) {
        return executor(budget, Optional.empty());
    }

    /** With the real clock, because the executor really waits: for the 25 ms and so on of the gate. */
    private FailoverExecutor executor(Duration budget, Optional<LoginSource> login) {
        Endpoint endpoint = new Endpoint(() -> new Endpoint.Opened(new NoConnections(), new Scripted()));
        return new FailoverExecutor(
                endpoint, new ReconnectGate(System::nanoTime, () -> 0), login, budget, System::nanoTime);
    }

    private final class Scripted implements CommandExecutor {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T executeCommand(CommandObject<T> command) {
            tries++;
            if (!failures.isEmpty()) {
                throw failures.removeFirst();
            }
            return (T) "value";
        }

        @Override
        public void close() {}
    }

    private static final class NoConnections implements ConnectionProvider {
        @Override
        public Connection getConnection() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Map<?, ?> getConnectionMap() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    /** Has that many other passwords. */
    private static final class Fixed implements LoginSource {
        private int others;

        Fixed(int others) {
            this.others = others;
        }

        @Override
        public RedisCredentials get() {
            throw new AssertionError("not asked for");
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public boolean hasOther(int rejected) {
            return others-- > 0;
        }
    }
}
