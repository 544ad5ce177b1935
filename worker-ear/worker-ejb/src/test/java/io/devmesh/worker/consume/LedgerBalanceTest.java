package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.LedgerRepository.Count;
import io.devmesh.shared.event.LedgerRepository.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerBalanceTest {
    private final LedgerBalance balance = new LedgerBalance();

    @Test
    void saysNothingBeforeTheThirdMeasurement() {
        assertThat(measure(10, 0, 9)).isEmpty();
        assertThat(measure(10, 0, 9)).isEmpty();
        assertThat(measure(10, 0, 9)).contains(1L);
    }

    @Test
    void missesWhatIsNeitherOnTheStreamNorStoredNorDuplicateNorQuarantined() {
        List<Count> counts = List.of(
                new Count("git", Kind.ACCEPTED, 999),
                new Count("git", Kind.STORED, 5),
                new Count("git", Kind.DUPLICATE, 2),
                new Count("git", Kind.QUARANTINED, 1));
        balance.missing(Map.of("git", 12L), 3, counts);
        balance.missing(Map.of("git", 12L), 3, counts);

        assertThat(balance.missing(Map.of("git", 12L), 3, counts)).contains(1L);
        assertThat(balance.missing(Map.of("git", 11L), 3, counts)).contains(0L);
    }

    @Test
    void takesForMissingOnlyWhatWasSoThreeTimesInARow() {
        measure(10, 0, 5);
        measure(10, 0, 8);
        assertThat(measure(10, 0, 6)).contains(2L);
        assertThat(measure(10, 0, 10)).contains(0L);
        assertThat(measure(10, 0, 6)).contains(0L);
        assertThat(measure(10, 0, 7)).contains(0L);
        assertThat(measure(10, 0, 7)).contains(3L);
    }

    @Test
    void doesNotLetOneSourceMakeUpForAnother() {
        List<Count> counts = List.of(new Count("git", Kind.STORED, 9), new Count("jira", Kind.STORED, 100));
        balance.missing(Map.of("git", 10L, "jira", 50L), 0, counts);
        balance.missing(Map.of("git", 10L, "jira", 50L), 0, counts);

        assertThat(balance.missing(Map.of("git", 10L, "jira", 50L), 0, counts)).contains(1L);
    }

    @Test
    void isContentWithMoreStoredThanAccepted() {
        measure(10, 0, 20);
        measure(10, 5, 20);

        assertThat(measure(10, 0, 20)).contains(0L);
    }

    @Test
    void beginsAnew() {
        measure(10, 0, 9);
        measure(10, 0, 9);
        balance.forget();

        assertThat(measure(10, 0, 9)).isEmpty();
    }

    private Optional<Long> measure(long accepted, long onTheStream, long stored) {
        return balance.missing(Map.of("git", accepted), onTheStream, List.of(new Count("git", Kind.STORED, stored)));
    }
}
