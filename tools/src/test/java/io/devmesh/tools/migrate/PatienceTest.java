package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

class PatienceTest {
    private final AtomicLong now = new AtomicLong();
    private final Patience patience = new Patience(now::get);

    @Test
    void waitsForAFailOver() {
        assertThat(Patience.passes(new JedisConnectionException("reset"))).isTrue();
        assertThat(Patience.passes(new JedisDataException("READONLY You can't write against a read only replica.")))
                .isTrue();
        assertThat(Patience.passes(new JedisDataException(
                        "ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed when used")))
                .isTrue();
    }

    @Test
    void doesNotWaitForWhatStays() {
        assertThat(Patience.passes(new JedisAccessControlException("NOAUTH Authentication required.")))
                .isFalse();
        assertThat(Patience.passes(new JedisDataException("LOCKLOST another migrate has taken over")))
                .isFalse();
        assertThat(Patience.passes(new JedisDataException("WRONGTYPE Operation against a key")))
                .isFalse();
    }

    @Test
    void endsAfterFiveMinutesWithoutASuccess() {
        JedisException failure = new JedisConnectionException("reset");

        assertThat(patience.goesOnAfter(failure)).isTrue();
        now.set(Duration.ofMinutes(4).toNanos());
        assertThat(patience.goesOnAfter(failure)).isTrue();
        now.set(Duration.ofMinutes(5).toNanos());
        assertThat(patience.goesOnAfter(failure)).isFalse();
    }

    @Test
    void beginsAnewAfterASuccess() {
        JedisException failure = new JedisConnectionException("reset");
        assertThat(patience.goesOnAfter(failure)).isTrue();
        patience.succeeded();
        now.set(Duration.ofMinutes(6).toNanos());

        assertThat(patience.goesOnAfter(failure)).isTrue();
    }
}
