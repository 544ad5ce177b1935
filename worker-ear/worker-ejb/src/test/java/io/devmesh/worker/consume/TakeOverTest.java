package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.worker.inbox.TakeOverRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TakeOverTest {
    private final List<String> log = new ArrayList<>();
    private final Map<EntryId, Integer> rows = new HashMap<>();
    private final TakeOver takeOver =
            new TakeOver(new FakeHandler(), new MemoryRepository(), ConsumerConfig.from(Settings.of(Map.of())));
    private boolean somebodyIsAtIt;
    private Runnable processing = () -> {};

    @Test
    void worksOnOneAtATime() {
        takeOver.handle(entries("1-0", "1-1"));

        assertThat(log).containsExactly("handle 1-0", "handle 1-1");
        assertThat(rows).isEmpty();
    }

    @Test
    void quarantinesWhatTwoDidNotComeBackFrom() {
        processing = () -> {
            throw new Death();
        };
        dies("1-0");
        dies("1-0");

        takeOver.handle(entries("1-0"));

        assertThat(log).containsExactly("handle 1-0", "handle 1-0", "quarantine 1-0");
        assertThat(rows).isEmpty();
    }

    @Test
    void goesOnWithTheOthersAfterThat() {
        rows.put(new EntryId("1-0"), TakeOver.MAX_ATTEMPTS);

        takeOver.handle(entries("1-0", "1-1"));

        assertThat(log).containsExactly("quarantine 1-0", "handle 1-1");
    }

    @Test
    void leavesWhatSomebodyMayStillBeAt() {
        somebodyIsAtIt = true;

        takeOver.handle(entries("1-0"));

        assertThat(log).isEmpty();
    }

    @Test
    void doesNotCountWhoeverLivedToTellThatItCouldNot() {
        processing = () -> {
            throw new StreamUnavailableException("away", null);
        };
        for (int i = 0; i <= TakeOver.MAX_ATTEMPTS; i++) {
            assertThatThrownBy(() -> takeOver.handle(entries("1-0"))).isInstanceOf(StreamUnavailableException.class);
        }

        assertThat(rows).isEmpty();
        assertThat(log).doesNotContain("quarantine 1-0");
    }

    /** The row stays, as it does when the process is gone before it can take it away. */
    private void dies(String id) {
        int before = rows.getOrDefault(new EntryId(id), 0);
        assertThatThrownBy(() -> takeOver.handle(entries(id))).isInstanceOf(Death.class);
        rows.put(new EntryId(id), before + 1);
    }

    private static List<StreamEntry> entries(String... ids) {
        return Stream.of(ids)
                .map(id -> new StreamEntry(new EntryId(id), Map.of()))
                .toList();
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class FakeHandler extends BatchHandler {
        @Override
        void handle(List<StreamEntry> entries) {
            entries.forEach(entry -> log.add("handle " + entry.id()));
            processing.run();
        }

        @Override
        void quarantine(StreamEntry entry, String reason) {
            log.add("quarantine " + entry.id());
        }
    }

    private final class MemoryRepository extends TakeOverRepository {
        MemoryRepository() {
            super(null, null);
        }

        @Override
        public Optional<Integer> begin(EntryId entry, Duration longest) {
            return somebodyIsAtIt ? Optional.empty() : Optional.of(rows.merge(entry, 1, Integer::sum));
        }

        @Override
        public void end(EntryId entry) {
            rows.remove(entry);
        }
    }
}
