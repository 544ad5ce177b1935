package io.devmesh.shared.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreWatchTest {
    private static final Finding ERROR = new Finding(
            Severity.ERROR,
            "redis queue",
            Code.REDIS__ROLE__REPLICA,
            "role:slave",
            "It is a replica",
            "set REDIS_ADDR");
    private static final Finding SERVER =
            new Finding(Severity.OK, "redis queue", Code.REDIS__SERVER, "Redis 7.0.15", "", "");

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Optional<String> answer = Optional.empty();
    private Report report = new Report(List.of(SERVER));
    private int visits;
    private long now;

    @Test
    void isUpWhereTheQuestionIsAnswered() {
        assertThat(health(watch(Runnable::run)).text()).isEqualTo("up");
    }

    @Test
    void showsTheDoctorsWordsWhereTheQuestionFails() {
        answer = Optional.of("connection reset");
        report = new Report(List.of(ERROR));

        assertThat(health(watch(Runnable::run)).text()).isEqualTo("It is a replica: set REDIS_ADDR");
    }

    @Test
    void showsTheFailureItselfWhereTheDoctorFindsNothing() {
        answer = Optional.of("connection reset");

        assertThat(health(watch(Runnable::run)).problem()).contains("connection reset");
    }

    @Test
    void callsTheDoctorOnceForAllWhoAskWithinFiveSeconds() {
        answer = Optional.of("connection reset");
        StoreWatch watch = watch(Runnable::run);

        health(watch);
        now += Duration.ofSeconds(4).toNanos();
        health(watch);
        assertThat(visits).isEqualTo(1);

        now += Duration.ofSeconds(2).toNanos();
        health(watch);
        assertThat(visits).isEqualTo(2);
    }

    @Test
    void looksDeeperEveryThirtySecondsWhileAllIsWell() {
        StoreWatch watch = watch(Runnable::run);

        health(watch);
        assertThat(health(watch).facts()).containsEntry("server", "Redis 7.0.15");
        now += Duration.ofSeconds(29).toNanos();
        health(watch);
        assertThat(visits).isEqualTo(1);

        now += Duration.ofSeconds(2).toNanos();
        health(watch);
        assertThat(visits).isEqualTo(2);
    }

    @Test
    void isDownWhereTheDoctorFindsWhatTheQuestionDidNot() {
        report = new Report(List.of(ERROR));
        StoreWatch watch = watch(Runnable::run);

        health(watch);

        assertThat(health(watch).isUp()).isFalse();
    }

    @Test
    void doesNotWaitForAStoreThatNeverAnswers() {
        StoreWatch watch = watch(waiting::add);

        Supplier<StoreHealth> check = watch.begin("no answer");
        now += StoreWatch.PATIENCE.toNanos();

        assertThat(check.get().text()).isEqualTo("no answer");
        assertThat(waiting).hasSize(1);
    }

    private StoreWatch watch(Executor executor) {
        return new StoreWatch(
                () -> answer,
                () -> {
                    visits++;
                    return report;
                },
                seen -> seen.find(Code.REDIS__SERVER)
                        .map(found -> Map.of("server", found.seen()))
                        .orElse(Map.of()),
                executor,
                () -> now);
    }

    private static StoreHealth health(StoreWatch watch) {
        return watch.begin("no answer").get();
    }
}
