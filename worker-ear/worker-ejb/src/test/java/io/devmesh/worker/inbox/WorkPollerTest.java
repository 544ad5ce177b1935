package io.devmesh.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.lease.WorkerProcess;
import io.devmesh.worker.source.SourceBook;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class WorkPollerTest {
    private final List<String> log = new ArrayList<>();
    private final FakeNotices notices = new FakeNotices();
    private final Migration migration = new Migration();
    private final Deque<Integer> begun = new ArrayDeque<>();
    private final FakeInbox inbox = new FakeInbox();
    private int begunOnce;
    private int waiting;
    private final WorkPoller poller = new WorkPoller(
            inbox,
            new FakeWork(),
            new NoSources(),
            migration,
            notices,
            new WorkerProcess("worker@pod", "1"),
            new OutcomeMetrics());

    @Test
    void tellsOfEachBatchAfterItIsProcessed() {
        waiting = 250;

        poller.pollOnce();

        assertThat(log)
                .containsExactly(
                        "process 100", "tell of 100", "process 100", "tell of 100", "process 50", "tell of 50");
    }

    @Test
    void takesTogetherWhatOneDidNotComeBackFrom() {
        begunOnce = 150;
        waiting = 50;

        poller.pollOnce();

        assertThat(log.stream().filter(line -> line.startsWith("process")))
                .containsExactly("process 100", "process 50", "process 50");
    }

    @Test
    void takesAloneAndInTurnsWithTheOthersWhatTwoDidNotComeBackFrom() {
        begun.addAll(List.of(2, 2));
        waiting = 250;

        poller.pollOnce();

        assertThat(log.stream().filter(line -> line.startsWith("process")))
                .containsExactly("process 1", "process 100", "process 1", "process 100", "process 50");
    }

    @Test
    void buriesWhatThreeDidNotComeBackFrom() {
        begun.addAll(List.of(WorkPoller.DEADLY, WorkPoller.DEADLY - 1));

        poller.pollOnce();

        assertThat(log).containsExactly("bury 1", "tell of 1", "process 1", "tell of 1");
    }

    @Test
    void processesOneByOneWhatPostgresqlRefusesTogether() {
        waiting = 3;
        inbox.refusesMoreThan = 1;

        poller.pollOnce();

        assertThat(log).containsExactly("refuse 3", "process 1", "process 1", "process 1", "tell of 3");
    }

    @Test
    void processesTheRestWithoutAskingAgainWhileRedisIsAway() {
        waiting = 250;
        notices.redisIsAway = true;

        poller.pollOnce();

        assertThat(log).containsExactly("process 100", "told nobody", "process 100", "process 50");
    }

    @Test
    void finishesTheBatchInHandAndBeginsNoneWhenItMayNotGoOn() {
        waiting = 250;

        poller.pollWhile(() -> waiting == 250);

        assertThat(log).containsExactly("process 100", "tell of 100");
        assertThat(waiting).isEqualTo(150);
    }

    @Test
    void leavesRowsAloneWhileTheSchemaIsNotThere() {
        waiting = 250;
        migration.isThere = false;

        poller.pollOnce();

        assertThat(log).isEmpty();
    }

    private static EventId id(int number) {
        return new EventId(new UUID(1, number));
    }

    private final class FakeWork extends EventWorkRepository {
        FakeWork() {
            super(null);
        }

        @Override
        public List<Claimed> claim(String process, Duration lease, int limit, Collection<SourceName> paused) {
            int claimed = Math.min(limit, waiting);
            waiting -= claimed;
            return claimed(claimed, 0);
        }

        @Override
        public List<Claimed> claimBegunOnce(String process, Duration lease, int limit, Collection<SourceName> paused) {
            int claimed = Math.min(limit, begunOnce);
            begunOnce -= claimed;
            return claimed(claimed, 1);
        }

        private static List<Claimed> claimed(int count, int begun) {
            return IntStream.range(0, count)
                    .mapToObj(number -> new Claimed(id(number), begun))
                    .toList();
        }

        @Override
        public Optional<Claimed> claimBegun(String process, Duration lease, Collection<SourceName> paused) {
            return Optional.ofNullable(begun.poll()).map(before -> new Claimed(id(0), before));
        }
    }

    private final class FakeInbox extends EventInbox {
        private int refusesMoreThan = Integer.MAX_VALUE;

        FakeInbox() {
            super(null, null, null, null, null, null);
        }

        @Override
        public List<StoredEvent> processClaimed(Collection<EventId> claimed, String process, String actor) {
            if (claimed.size() > refusesMoreThan) {
                log.add("refuse " + claimed.size());
                throw new Refused();
            }
            log.add("process " + claimed.size());
            return stored(claimed);
        }

        @Override
        public List<StoredEvent> buryClaimed(Collection<EventId> claimed, String error, String process, String actor) {
            log.add("bury " + claimed.size());
            return stored(claimed);
        }

        private static List<StoredEvent> stored(Collection<EventId> claimed) {
            return claimed.stream()
                    .map(WorkPollerTest::event)
                    .map(event -> StoredEvent.processed(event, NormalizedEvent.of(event)))
                    .toList();
        }
    }

    private static final class Refused extends JdbiException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super(new SQLException("no", "22021"));
        }
    }

    private static final class NoSources extends SourceBook {
        NoSources() {
            super(null, null, null);
        }

        @Override
        public Set<SourceName> paused() {
            return Set.of();
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
                log.add("told nobody");
                throw new StreamUnavailableException("away", null);
            }
            notices.forEach(notice -> log.add("tell of " + notice.events().size()));
        }
    }

    private static final class Migration extends SchemaMigration {
        private boolean isThere = true;

        Migration() {
            super(null);
        }

        @Override
        public boolean isDone() {
            return isThere;
        }
    }

    static WebhookEvent event(EventId id) {
        return new WebhookEvent(
                id,
                new TenantId(new UUID(0, 1)),
                new SourceName("git"),
                Provider.GITHUB,
                new DeliveryId("d"),
                "push",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                new byte[0]);
    }
}
