package io.devmesh.worker.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void growsFromASecondToFiveMinutesInFiveAttempts() {
        assertThat(limits(RetryPolicy.DEFAULT)).containsExactly(1_000L, 6_694L, 44_814L, 300_000L);
    }

    @Test
    void growsFromASecondToFiveMinutesInTenAttempts() {
        assertThat(limits(RetryPolicy.withAttempts(10)))
                .containsExactly(1_000L, 2_040L, 4_162L, 8_490L, 17_321L, 35_335L, 72_084L, 147_055L, 300_000L);
    }

    @Test
    void waitsTheFirstTimeWhereThereIsOneRetry() {
        assertThat(limits(RetryPolicy.withAttempts(2))).containsExactly(1_000L);
    }

    @Test
    void spreadsDelaysEvenlyUpToTheLimit() {
        SplittableRandom random = new SplittableRandom(7);
        List<Long> delays = LongStream.range(0, 10_000)
                .map(any -> RetryPolicy.DEFAULT.delay(4, random).toMillis())
                .boxed()
                .toList();
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(1L, 300_000L));
        assertThat(delays.stream().mapToLong(delay -> delay).average().orElseThrow())
                .isBetween(145_000.0, 155_000.0);
    }

    @Test
    void neverWaitsLongerThanTheLongest() {
        assertThat(RetryPolicy.DEFAULT.limit(1_000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void endsWithTheLastAttempt() {
        assertThat(RetryPolicy.DEFAULT.isLast(4)).isFalse();
        assertThat(RetryPolicy.DEFAULT.isLast(5)).isTrue();
        assertThat(RetryPolicy.withAttempts(1).isLast(1)).isTrue();
    }

    @Test
    void refusesWhatIsNoPolicy() {
        assertThatThrownBy(() -> RetryPolicy.withAttempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(3, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> limits(RetryPolicy policy) {
        return IntStream.range(1, policy.maxAttempts())
                .mapToObj(policy::limit)
                .map(Duration::toMillis)
                .toList();
    }
}
