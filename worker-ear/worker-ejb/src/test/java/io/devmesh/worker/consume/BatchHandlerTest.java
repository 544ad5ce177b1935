package io.devmesh.worker.consume;

import static io.devmesh.worker.consume.Sample.arrival;
import static io.devmesh.worker.consume.Sample.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredEntries;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.QuarantineRepository;
import io.devmesh.worker.inbox.RowBacklog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class BatchHandlerTest {
    private static final String CONNECTION_LOST = "08006";
    private static final String INVALID_TEXT = "22021";

    private final List<String> log = new ArrayList<>();
    private final List<EventStatus> noted = new ArrayList<>();
    private final FakeInbox inbox = new FakeInbox();
    private final FakeEntries entries = new FakeEntries();
    private final BatchHandler handler = new BatchHandler(
            new FakeStream(), inbox, new FakeQuarantine(), new SilentMetrics(), entries, new FakeRows());

    @Test
    void tellsAfterTheBatchIsStoredAndAcknowledgesAfterThat() {
        handler.handle(List.of(arrival("1-0"), arrival("1-1")), "me");

        assertThat(log).containsExactly("store d-1-0 d-1-1", "tell of 2", "acknowledge 1-0 1-1");
    }

    @Test
    void storesInATransactionWhatIsMoreThanRows() {
        inbox.moreThanRows = true;

        handler.handle(List.of(arrival("1-0"), arrival("1-1")), "me");

        assertThat(log).containsExactly("transaction d-1-0 d-1-1", "tell of 2", "acknowledge 1-0 1-1");
    }

    @Test
    void tellsOfWhatWasThereBeforeToo() {
        inbox.newRows = 0;

        handler.handle(List.of(arrival("1-0")), "me");

        assertThat(log).containsExactly("store d-1-0", "tell of 1", "acknowledge 1-0");
    }

    @Test
    void leavesEntriesPendingWhenItCannotTell() {
        entries.redisIsAway = true;

        assertThatThrownBy(() -> handler.handle(List.of(arrival("1-0")), "me"))
                .isInstanceOf(StreamUnavailableException.class);

        assertThat(log).containsExactly("store d-1-0");
    }

    @Test
    void leavesEntriesPendingWhenDatabaseIsDown() {
        inbox.failure = CONNECTION_LOST;

        assertThatThrownBy(() -> handler.handle(List.of(arrival("1-0")), "me")).isInstanceOf(JdbiException.class);

        assertThat(log).isEmpty();
    }

    @Test
    void storesTheNeighboursOfAnEventThatTheDatabaseRefuses() {
        inbox.failure = INVALID_TEXT;
        inbox.refused = "d-1-1";

        handler.handle(List.of(arrival("1-0"), arrival("1-1"), arrival("1-2")), "me");

        assertThat(log)
                .containsExactly("store d-1-0", "dead d-1-1", "store d-1-2", "tell of 3", "acknowledge 1-0 1-1 1-2");
    }

    @Test
    void tellsOfWhatWaitsOnlyOnceItIsFinished() {
        handler.handOver(List.of(arrival("1-0")), "me");

        assertThat(log).containsExactly("keep d-1-0", "acknowledge 1-0");
    }

    @Test
    void takesQuarantinedEntriesOffTheStream() {
        handler.quarantine(entry("1-1"), "not ours");

        assertThat(log).containsExactly("quarantine 1-1", "acknowledge 1-1");
    }

    @Test
    void doesNothingForAnEmptyRead() {
        handler.handle(List.of(), "me");

        assertThat(log).isEmpty();
    }

    @Test
    void notesWhatCameOffTheStreamForWhoeverReadsOn() {
        handler.handle(List.of(arrival("1-0")), "me");
        handler.handOver(List.of(arrival("1-1")), "me");

        assertThat(noted).containsExactly(EventStatus.PROCESSED, EventStatus.RECEIVED);
    }

    private final class FakeRows extends RowBacklog {
        FakeRows() {
            super(null, null);
        }

        @Override
        public void note(List<StoredEvent> stored) {
            stored.forEach(event -> noted.add(event.status()));
        }
    }

    private final class FakeInbox extends EventInbox {
        private String failure;
        private String refused;
        private boolean moreThanRows;
        private int newRows = 1;

        FakeInbox() {
            super(null, null, null, null, null, null);
        }

        @Override
        public Optional<Stored> storeAtOnce(List<Arrival> batch, String actor) {
            return moreThanRows ? Optional.empty() : Optional.of(stored("store ", batch));
        }

        @Override
        public Stored store(List<Arrival> batch, String actor) {
            return stored("transaction ", batch);
        }

        private Stored stored(String how, List<Arrival> batch) {
            boolean concerned = refused == null
                    || batch.stream()
                            .anyMatch(arrival ->
                                    arrival.event().deliveryId().value().equals(refused));
            if (failure != null && concerned) {
                throw new DatabaseSays(failure);
            }
            log.add(how + ids(batch));
            return new Stored(
                    batch.stream()
                            .map(arrival -> StoredEvent.processed(arrival.event(), NormalizedEvent.of(arrival.event())))
                            .toList(),
                    newRows);
        }

        @Override
        public Stored storeUnprocessed(List<Arrival> batch, String actor) {
            log.add("keep " + ids(batch));
            return new Stored(
                    batch.stream()
                            .map(arrival -> StoredEvent.received(arrival.event(), Waiting.begun(arrival.orderKey())))
                            .toList(),
                    newRows);
        }

        private static String ids(List<Arrival> batch) {
            return String.join(
                    " ",
                    batch.stream()
                            .map(arrival -> arrival.event().deliveryId().value())
                            .toList());
        }

        @Override
        public Stored storeDead(Arrival arrival, String error, String actor) {
            log.add("dead " + arrival.event().deliveryId());
            return new Stored(List.of(StoredEvent.dead(arrival.event(), error)), 1);
        }
    }

    private final class FakeStream extends RedisEventStream {
        FakeStream() {
            super(null, new StreamConfig("s", "g"));
        }

        @Override
        public void acknowledge(List<EntryId> ids) {
            log.add("acknowledge " + ids(ids));
        }
    }

    private final class FakeEntries extends StoredEntries {
        private boolean redisIsAway;

        FakeEntries() {
            super(null, null, null, null);
        }

        @Override
        public void finish(List<StoredNotice> told, List<EntryId> ids) {
            if (redisIsAway) {
                throw new StreamUnavailableException("away", null);
            }
            told.forEach(notice -> log.add("tell of " + notice.events().size()));
            log.add("acknowledge " + ids(ids));
        }
    }

    private static String ids(List<EntryId> ids) {
        return String.join(" ", ids.stream().map(EntryId::value).toList());
    }

    private final class FakeQuarantine extends QuarantineRepository {
        FakeQuarantine() {
            super(null, null);
        }

        @Override
        public void store(StreamEntry entry, String reason) {
            log.add("quarantine " + entry.id());
        }
    }

    private static final class DatabaseSays extends JdbiException {
        private static final long serialVersionUID = 1L;

        DatabaseSays(String state) {
            super(new SQLException("no", state));
        }
    }
}
