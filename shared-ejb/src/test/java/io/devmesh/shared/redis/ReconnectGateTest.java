package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

class ReconnectGateTest {
    private final IllegalStateException reason = new IllegalStateException("refused");
    private long now;
    private final ReconnectGate gate = new ReconnectGate(() -> now, () -> 1);

    @Test
    void isOpenAtFirst() {
        assertThat(isOpen()).isTrue();
    }

    @Test
    void keepsEverybodyOutAfterAFailureAndSaysWhy() {
        gate.failed(reason);

        assertThatThrownBy(() -> gate.pass(pause -> false))
                .isInstanceOf(JedisConnectionException.class)
                .hasRootCause(reason);
    }

    @Test
    void letsOneTryAfterThePauseAndKeepsTheOthersOutMeanwhile() {
        gate.failed(reason);
        pass(Duration.ofMillis(50));

        assertThat(isOpen()).isTrue();
        assertThat(isOpen()).isFalse();
    }

    @Test
    void waitsWhereTheCallerHasTheTime() {
        gate.failed(reason);
        List<Duration> pauses = new ArrayList<>();

        gate.pass(pause -> {
            pauses.add(pause);
            pass(pause);
            return true;
        });

        assertThat(pauses).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void doublesThePauseUpToASecond() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            gate.failed(reason);
            gate.pass(pause -> {
                pauses.add(pause.toMillis());
                pass(pause);
                return true;
            });
        }

        assertThat(pauses).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void opensForEverybodyAfterOneSuccess() {
        gate.failed(reason);
        gate.succeeded();

        assertThat(isOpen()).isTrue();
        assertThat(isOpen()).isTrue();
    }

    @Test
    void startsWithAShortPauseAgainAfterASuccess() {
        gate.failed(reason);
        gate.failed(reason);
        gate.succeeded();
        gate.failed(reason);
        pass(Duration.ofMillis(50));

        assertThat(isOpen()).isTrue();
    }

    private boolean isOpen() {
        try {
            gate.pass(pause -> false);
            return true;
        } catch (JedisConnectionException shut) {
            return false;
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
