package io.devmesh.edge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.LogLines;
import io.devmesh.shared.stream.StreamLoad;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BackpressureTest {
    private static final TenantId LOUD = new TenantId(new UUID(0, 1));
    private static final TenantId QUIET = new TenantId(new UUID(0, 2));

    private final Ticker clock = new Ticker();
    private final Backpressure door = new Backpressure(this::measure, new WebhookConfig.Watermarks(1_000, 85), clock);
    private StreamLoad load = entries(0);
    private boolean away;
    private int measured;

    @Test
    void refusesNobodyUpToHalfOfTheWatermark() {
        load = entries(500);
        accepted(LOUD, 1_000);
        accepted(QUIET, 1);

        assertThat(door.refuses(LOUD)).isFalse();
        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void refusesFirstWhoSentMoreThanItsFairShare() {
        load = entries(501);
        accepted(LOUD, 100);
        accepted(QUIET, 10);

        assertThat(door.refuses(LOUD)).isTrue();
        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void refusesNobodyWhereAllSendAboutTheSame() {
        load = entries(999);
        accepted(LOUD, 100);
        accepted(QUIET, 90);

        assertThat(door.refuses(LOUD)).isFalse();
        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void doesNotRefuseATenantThatIsAlone() {
        load = entries(1_000);
        accepted(LOUD, 1_000);

        assertThat(door.refuses(LOUD)).isFalse();
    }

    @Test
    void doesNotJudgeByAFewDeliveries() {
        load = entries(1_000);
        accepted(LOUD, 48);
        accepted(QUIET, 1);

        assertThat(door.refuses(LOUD)).isFalse();
    }

    @Test
    void letsATenantInAgainWhenItsShareIsOfThePast() {
        load = entries(501);
        accepted(LOUD, 100);
        accepted(QUIET, 1);
        clock.pass(Duration.ofSeconds(4));
        accepted(QUIET, 50);
        assertThat(door.refuses(LOUD)).isTrue();

        clock.pass(Duration.ofSeconds(1));

        assertThat(door.refuses(LOUD)).isFalse();
    }

    @Test
    void refusesEverybodyAboveTheWatermark() {
        load = entries(1_001);

        assertThat(door.refuses(LOUD)).isTrue();
        assertThat(door.refuses(QUIET)).isTrue();
    }

    @Test
    void refusesEverybodyWhereRedisIsNearlyFull() {
        load = new StreamLoad(0, OptionalInt.of(86));

        assertThat(door.refuses(QUIET)).isTrue();
    }

    @Test
    void acceptsUpToTheWatermarkOfMemory() {
        load = new StreamLoad(0, OptionalInt.of(85));

        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void opensAgainWhenThereIsRoom() {
        load = entries(1_001);
        assertThat(door.refuses(QUIET)).isTrue();
        load = entries(10);
        clock.pass(Duration.ofSeconds(1));

        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void staysShutUntilTheStreamIsATenthShorter() {
        load = entries(1_001);
        assertThat(door.refuses(QUIET)).isTrue();
        load = entries(901);
        clock.pass(Duration.ofSeconds(1));
        assertThat(door.refuses(QUIET)).isTrue();
        load = entries(900);
        clock.pass(Duration.ofSeconds(1));
        assertThat(door.refuses(QUIET)).isFalse();
        load = entries(1_000);
        clock.pass(Duration.ofSeconds(1));

        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void measuresOnceASecondHoweverManyAsk() {
        for (int i = 0; i < 100; i++) {
            door.refuses(QUIET);
            clock.pass(Duration.ofMillis(20));
        }

        assertThat(measured).isEqualTo(2);
        assertThat(door.backlog()).isZero();
        assertThat(measured).isEqualTo(3);
    }

    @Test
    void refusesNobodyWhileRedisIsAway() {
        load = entries(1_001);
        assertThat(door.refuses(QUIET)).isTrue();
        away = true;
        clock.pass(Duration.ofSeconds(1));

        assertThat(door.refuses(QUIET)).isFalse();
    }

    @Test
    void saysHowFullItIsAndWhichSettingsDecideWhenItTurnsAwayAndWhenItTakesAgain() {
        try (LogLines log = new LogLines(Backpressure.class.getName())) {
            load = new StreamLoad(12, OptionalInt.of(86));
            door.refuses(QUIET);
            load = entries(10);
            clock.pass(Duration.ofSeconds(1));
            door.refuses(QUIET);
            door.refuses(QUIET);

            assertThat(log.lines())
                    .containsExactly(
                            "Turning deliveries away: the stream has 12 entries (WEBHOOK_MAX_BACKLOG is 1000) and 86 % of what "
                                    + "Redis may use (WEBHOOK_MAX_REDIS_MEMORY is 85)",
                            "Taking deliveries again: the stream has 10 entries (WEBHOOK_MAX_BACKLOG is 1000) and an unknown "
                                    + "part of Redis, which has no limit or does not tell (WEBHOOK_MAX_REDIS_MEMORY is 85)");
        }
    }

    private void accepted(TenantId tenant, int times) {
        for (int i = 0; i < times; i++) {
            door.accepted(tenant);
        }
    }

    private StreamLoad measure() {
        measured++;
        if (away) {
            throw new StreamUnavailableException("away");
        }
        return load;
    }

    private static StreamLoad entries(long count) {
        return new StreamLoad(count, OptionalInt.empty());
    }
}
