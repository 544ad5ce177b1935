package io.devmesh.worker.consume;

import static io.devmesh.worker.consume.Sample.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.EventOrderRepository;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.TakeOverRepository;
import io.devmesh.worker.lease.WorkerProcess;
import io.devmesh.worker.rule.RuleBook;
import io.devmesh.worker.source.KnownSource;
import io.devmesh.worker.source.SourceBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TakeOverTest {
    private final List<String> log = new ArrayList<>();
    private final Map<EntryId, Integer> begun = new HashMap<>();
    private final FakeHandler handler = new FakeHandler();
    private final TakeOver takeOver = new TakeOver(
            handler,
            new Intake(new Arrivals(new StandardSources()), handler, null),
            new MemoryRepository(),
            new WorkerProcess("worker@pod", "1"));
    private Runnable storing = () -> {};

    @Test
    void storesTogetherWhatNobodyElseTookOver() {
        takeOver.handle(entries("1-0", "1-1"));

        assertThat(log).containsExactly("hand over 1-0 1-1");
        assertThat(begun).isEmpty();
    }

    @Test
    void storesAloneAndInOrderWhatSomebodyDidNotComeBackFrom() {
        begun.put(new EntryId("1-1"), 1);

        takeOver.handle(entries("1-0", "1-1", "1-2"));

        assertThat(log).containsExactly("hand over 1-0", "hand over 1-1", "hand over 1-2");
    }

    @Test
    void quarantinesWhatThreeDidNotComeBackFrom() {
        begun.put(new EntryId("1-0"), TakeOver.MAX_ATTEMPTS);

        takeOver.handle(entries("1-0", "1-1"));

        assertThat(log).containsExactly("quarantine 1-0", "hand over 1-1");
        assertThat(begun).isEmpty();
    }

    @Test
    void quarantinesWhatNoProgramOfOursWroteAndStoresTheRest() {
        StreamEntry foreign = new StreamEntry(new EntryId("1-1"), Map.of("payload", new byte[0]));

        takeOver.handle(List.of(entry("1-0"), foreign));

        assertThat(log).containsExactly("quarantine 1-1", "hand over 1-0");
    }

    @Test
    void processesAtOnceWhatThisProcessItselfHadRead() {
        takeOver.resume(entries("1-0", "1-1"));

        assertThat(log).containsExactly("handle 1-0 1-1");
        assertThat(begun).isEmpty();
    }

    @Test
    void doesNotCountWhoeverLivedToTellThatItCouldNot() {
        storing = () -> {
            throw new StreamUnavailableException("away", null);
        };
        for (int i = 0; i <= TakeOver.MAX_ATTEMPTS; i++) {
            assertThatThrownBy(() -> takeOver.handle(entries("1-0"))).isInstanceOf(StreamUnavailableException.class);
        }

        assertThat(begun).isEmpty();
        assertThat(log).doesNotContain("quarantine 1-0");
    }

    private static List<StreamEntry> entries(String... ids) {
        return Stream.of(ids).map(Sample::entry).toList();
    }

    private final class FakeHandler extends BatchHandler {
        @Override
        void handle(List<Arrival> batch, String actor) {
            log.add("handle " + ids(batch));
        }

        @Override
        void handOver(List<Arrival> batch, String actor) {
            log.add("hand over " + ids(batch));
            storing.run();
        }

        private static String ids(List<Arrival> batch) {
            return String.join(
                    " ", batch.stream().map(arrival -> arrival.entry().value()).toList());
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
        public Map<EntryId, Integer> begin(Collection<EntryId> entries, String process) {
            entries.forEach(entry -> begun.merge(entry, 1, Integer::sum));
            return Map.copyOf(begun);
        }

        @Override
        public void end(Collection<EntryId> entries) {
            begun.keySet().removeAll(entries);
        }
    }

    private static final class StandardSources extends SourceBook {
        StandardSources() {
            super(null, (EventOrderRepository) null, null);
        }

        @Override
        public KnownSource of(SourceName source) {
            return new KnownSource(source, Processing.standard(), false, Optional.of(RuleBook.empty()));
        }
    }
}
