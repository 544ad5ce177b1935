package io.devmesh.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboxPollerTest {
    private final List<String> log = new ArrayList<>();
    private final FakeNotices notices = new FakeNotices();
    private final Migration migration = new Migration();
    private int waiting = 250;
    private final InboxPoller poller = new InboxPoller(new FakeInbox(), migration, notices);

    @Test
    void tellsOfEachBatchAfterItIsProcessed() {
        poller.pollOnce();

        assertThat(log)
                .containsExactly(
                        "process 100", "tell of 100", "process 100", "tell of 100", "process 50", "tell of 50");
    }

    @Test
    void processesTheRestWithoutAskingAgainWhileRedisIsAway() {
        notices.redisIsAway = true;

        poller.pollOnce();

        assertThat(log).containsExactly("process 100", "told nobody", "process 100", "process 50");
    }

    @Test
    void leavesRowsAloneWhileTheSchemaIsNotThere() {
        migration.isThere = false;

        poller.pollOnce();

        assertThat(log).isEmpty();
    }

    private final class FakeInbox extends EventInbox {
        FakeInbox() {
            super(null, null);
        }

        @Override
        public List<StoredEvent> processReceived(int limit) {
            int processed = Math.min(limit, waiting);
            waiting -= processed;
            log.add("process " + processed);
            return Collections.nCopies(processed, stored());
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

    private static StoredEvent stored() {
        TenantId tenant = new TenantId(new UUID(0, 1));
        SourceName source = new SourceName("git");
        DeliveryId delivery = new DeliveryId("d");
        return StoredEvent.received(new WebhookEvent(
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
                new byte[0]));
    }
}
