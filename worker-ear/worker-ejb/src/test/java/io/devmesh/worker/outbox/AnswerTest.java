package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void isDeliveredWithAnySuccess(int status) {
        assertThat(new Answer(status, MINUTE).verdict()).isEqualTo(new Verdict.Delivered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 451})
    void isDeadWhereTheTargetRefuses(int status) {
        assertThat(new Answer(status, MINUTE).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Dead.class, dead -> assertThat(dead.status()).contains(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 301, 302, 307, 600})
    void isTriedAgainOtherwise(int status) {
        assertThat(new Answer(status, Optional.empty()).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Again.class, again -> assertThat(again.error()).contains(Integer.toString(status)));
    }

    @Test
    void restsWhereTheTargetIsBusyAndSaysForHowLong() {
        assertThat(again(429).rest()).isEqualTo(MINUTE);
        assertThat(again(503).rest()).isEqualTo(MINUTE);
        assertThat(again(500).rest()).isEmpty();
    }

    @Test
    void aBusyTargetIsNotABrokenOne() {
        assertThat(again(429).fault()).isFalse();
        assertThat(again(503).fault()).isTrue();
    }

    private static Verdict.Again again(int status) {
        return (Verdict.Again) new Answer(status, MINUTE).verdict();
    }
}
