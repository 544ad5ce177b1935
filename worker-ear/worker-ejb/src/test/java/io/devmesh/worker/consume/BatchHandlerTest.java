package io.devmesh.worker.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.QuarantineRepository;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class BatchHandlerTest {
    private static final String CONNECTION_LOST = "08006";
    private static final String INVALID_TEXT = "22021";

    private final List<String> log = new ArrayList<>();
    private final FakeInbox inbox = new FakeInbox();
    private final FakeNotices notices = new FakeNotices();
    private final BatchHandler handler = new BatchHandler(
            new FakeStream(),
            inbox,
            new FakeQuarantine(),
            new SilentMetrics(),
            ConsumerConfig.from(Settings.of(Map.of())),
            notices);

    @Test
    void tellsAfterTheBatchIsStoredAndAcknowledgesAfterThat() {
        handler.handle(List.of(entry("1-0"), entry("1-1")));

        assertThat(log).containsExactly("store d-1-0 d-1-1", "tell of 2", "acknowledge 1-0 1-1");
    }

    @Test
    void tellsOfWhatWasThereBeforeToo() {
        inbox.newRows = 0;

        handler.handle(List.of(entry("1-0")));

        assertThat(log).containsExactly("store d-1-0", "tell of 1", "acknowledge 1-0");
    }

    @Test
    void leavesEntriesPendingWhenItCannotTell() {
        notices.redisIsAway = true;

        assertThatThrownBy(() -> handler.handle(List.of(entry("1-0")))).isInstanceOf(StreamUnavailableException.class);

        assertThat(log).containsExactly("store d-1-0");
    }

    @Test
    void leavesEntriesPendingWhenDatabaseIsDown() {
        inbox.failure = CONNECTION_LOST;

        assertThatThrownBy(() -> handler.handle(List.of(entry("1-0")))).isInstanceOf(JdbiException.class);

        assertThat(log).isEmpty();
    }

    @Test
    void storesTheNeighboursOfAnEventThatTheDatabaseRefuses() {
        inbox.failure = INVALID_TEXT;
        inbox.refused = "d-1-1";

        handler.handle(List.of(entry("1-0"), entry("1-1"), entry("1-2")));

        assertThat(log)
                .containsExactly("store d-1-0", "dead d-1-1", "store d-1-2", "tell of 3", "acknowledge 1-0 1-1 1-2");
    }

    @Test
    void quarantinesAnEntryThatIsNotAnEventAndStoresTheRest() {
        StreamEntry foreign = new StreamEntry(new EntryId("1-1"), Map.of("payload", "x".getBytes(UTF_8)));

        handler.handle(List.of(entry("1-0"), foreign));

        assertThat(log).containsExactly("quarantine 1-1", "store d-1-0", "tell of 1", "acknowledge 1-0 1-1");
    }

    @Test
    void doesNothingForAnEmptyRead() {
        handler.handle(List.of());

        assertThat(log).isEmpty();
    }

    private static StreamEntry entry(String id) {
        TenantId tenant = new TenantId(new UUID(1, 1));
        SourceName source = new SourceName("git");
        DeliveryId delivery = new DeliveryId("d-" + id);
        return new StreamEntry(
                new EntryId(id),
                EventCodec.encode(new WebhookEvent(
                        EventId.of(tenant, source, delivery),
                        tenant,
                        source,
                        Provider.GITHUB,
                        delivery,
                        "push",
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        "application/json",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                        new byte[0])));
    }

    private final class FakeInbox extends EventInbox {
        private String failure;
        private String refused;
        private int newRows = 1;

        FakeInbox() {
            super(null, null);
        }

        @Override
        public Stored store(List<WebhookEvent> batch) {
            boolean concerned = refused == null
                    || batch.stream()
                            .anyMatch(event -> event.deliveryId().value().equals(refused));
            if (failure != null && concerned) {
                throw new DatabaseSays(failure);
            }
            log.add("store "
                    + String.join(
                            " ",
                            batch.stream()
                                    .map(event -> event.deliveryId().value())
                                    .toList()));
            return new Stored(batch.stream().map(StoredEvent::received).toList(), newRows);
        }

        @Override
        public Stored storeDead(WebhookEvent event, String error) {
            log.add("dead " + event.deliveryId());
            return new Stored(List.of(StoredEvent.dead(event, error)), 1);
        }
    }

    private final class FakeStream extends RedisEventStream {
        FakeStream() {
            super(null, new StreamConfig("s", "g"));
        }

        @Override
        public void acknowledge(List<EntryId> ids) {
            log.add("acknowledge "
                    + String.join(" ", ids.stream().map(EntryId::value).toList()));
        }
    }

    private final class FakeNotices extends StoredNotices {
        private boolean redisIsAway;

        FakeNotices() {
            super(null);
        }

        @Override
        public void publish(List<StoredNotice> notices) {
            if (redisIsAway) {
                throw new StreamUnavailableException("away", null);
            }
            notices.forEach(notice -> log.add("tell of " + notice.events().size()));
        }
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

    private static final class SilentMetrics extends WorkerMetrics {
        @Override
        void time(int entries, Runnable work) {
            work.run();
        }

        @Override
        void stored(int events, int newRows) {}

        @Override
        void quarantined() {}
    }

    private static final class DatabaseSays extends JdbiException {
        private static final long serialVersionUID = 1L;

        DatabaseSays(String state) {
            super(new SQLException("no", state));
        }
    }
}
