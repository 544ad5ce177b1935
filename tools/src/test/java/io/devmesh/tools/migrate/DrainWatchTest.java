package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainWatchTest {
    private static final Optional<Set<String>> NOBODY = Optional.of(Set.of());

    private final AtomicLong now = new AtomicLong(42);
    private final DrainWatch watch = new DrainWatch(Duration.ofSeconds(10), now::get);

    @Test
    void isOverOnceNobodyWasThereForAWhile() {
        pass(9);
        assertThat(watch.isOver(true, NOBODY)).isFalse();
        pass(1);
        assertThat(watch.isOver(true, NOBODY)).isTrue();
    }

    @Test
    void startsAnewWhileAServiceIsConnected() {
        pass(10);
        assertThat(watch.isOver(true, Optional.of(Set.of("worker@one")))).isFalse();
        pass(9);
        assertThat(watch.isOver(true, NOBODY)).isFalse();
    }

    @Test
    void startsAnewWhileSomethingIsToBeCopied() {
        pass(10);
        assertThat(watch.isOver(false, NOBODY)).isFalse();
    }

    @Test
    void startsAnewWhenDisturbed() {
        pass(10);
        watch.disturb();
        assertThat(watch.isOver(true, NOBODY)).isFalse();
    }

    @Test
    void countsSilenceOnlyWhereClientsAreNotTold() {
        pass(10);
        assertThat(watch.isOver(true, Optional.empty())).isTrue();
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
