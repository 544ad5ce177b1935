package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

class ServerAnswerTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_NOW,READONLY You can't write against a read only replica.",
        "NOT_NOW,LOADING Redis is loading the dataset in memory",
        "NOT_NOW,MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
        "NOT_NOW,TRYAGAIN Multiple keys request during rehashing of slot",
        "NOT_NOW,CLUSTERDOWN The cluster is down",
        "BAD_LOGIN,WRONGPASS invalid username-password pair or user is disabled.",
        "BAD_LOGIN,NOAUTH Authentication required.",
        "FULL,OOM command not allowed when used memory > 'maxmemory'.",
        "REFUSED,NOPERM this user has no permissions to run the 'xadd' command",
        "REFUSED,MOVED 1234 10.0.0.1:6379",
        "REFUSED,ERR unknown command"
    })
    void isToldByTheFirstWord(ServerAnswer expected, String message) {
        assertThat(ServerAnswer.of(new JedisDataException(message))).isEqualTo(expected);
    }

    @Test
    void tellsALostConnectionFromAnExhaustedPool() {
        assertThat(ServerAnswer.of(new JedisConnectionException("reset"))).isEqualTo(ServerAnswer.CONNECTION_LOST);
        assertThat(ServerAnswer.of(
                        new JedisException("Could not get a resource from the pool", new NoSuchElementException())))
                .isEqualTo(ServerAnswer.POOL_EXHAUSTED);
    }
}
