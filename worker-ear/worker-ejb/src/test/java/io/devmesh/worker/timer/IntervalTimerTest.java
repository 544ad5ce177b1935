package io.devmesh.worker.timer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntervalTimerTest {
    /** The arguments of each timer that was made. */
    private final List<List<Object>> made = new ArrayList<>();

    private final TimerService timers = (TimerService) Proxy.newProxyInstance(
            TimerService.class.getClassLoader(), new Class<?>[] {TimerService.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("createIntervalTimer");
                made.add(List.of(arguments));
                return null;
            });

    @Test
    void goesOffAtMomentsOfItsOwnWithinItsInterval() {
        Set<Long> moments = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            started(new Chore(Duration.ofSeconds(10)));
            moments.add((Long) made.getLast().get(0));
        }

        assertThat(moments).hasSizeGreaterThan(50).allMatch(first -> first >= 0 && first < 10_000);
        assertThat(made).allMatch(arguments -> arguments.get(1).equals(10_000L));
    }

    @Test
    void goesOffForTheFirstTimeWhenItIsTold() {
        started(new Chore(Duration.ZERO, Duration.ofSeconds(1)));

        assertThat(made.getLast()).startsWith(0L, 1_000L);
    }

    @Test
    void doesNotOutliveTheProcess() {
        started(new Chore(Duration.ofSeconds(1)));

        assertThat(((TimerConfig) made.getLast().get(2)).isPersistent()).isFalse();
    }

    private void started(IntervalTimer timer) {
        timer.start(timers);
    }

    private static final class Chore extends IntervalTimer {
        Chore(Duration every) {
            super(every);
        }

        Chore(Duration first, Duration every) {
            super(first, every);
        }
    }
}
