package io.devmesh.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowBacklogTest {
    private static final StoredEvent BEHIND = StoredEvent.received(event(), Waiting.behind(Optional.of("acme/a")));
    private static final StoredEvent DONE = StoredEvent.processed(event(), NormalizedEvent.of(event()));

    private final FakeWork work = new FakeWork();
    private final RowBacklog rows = new RowBacklog(work);

    @Test
    void isInTheWayWhereMostHasToWaitForRowsThatAreDue() {
        note(400, BEHIND);
        note(100, DONE);

        assertThat(rows.isInTheWay()).isTrue();
        assertThat(work.asked).isEqualTo(WorkPoller.LEASE);
    }

    @Test
    void isNotWhereTheyWaitForAPauseOrForTheNextAttempt() {
        work.due = false;
        note(500, BEHIND);

        assertThat(rows.isInTheWay()).isFalse();
    }

    @Test
    void asksNobodyWhereMostIsDoneAtOnce() {
        note(200, BEHIND);
        note(200, DONE);

        assertThat(rows.isInTheWay()).isFalse();
        assertThat(work.asked).isNull();
    }

    @Test
    void isStillWhereOneLaneHasNothingThatWaits() {
        note(500, BEHIND);
        for (int i = 0; i < 10; i++) {
            note(100, BEHIND);
            note(20, DONE);
        }

        assertThat(rows.isInTheWay()).isTrue();
    }

    @Test
    void isNotForTheFewThatADeadWorkerLeft() {
        note(100, BEHIND);

        assertThat(rows.isInTheWay()).isFalse();
    }

    @Test
    void isNotAnyMoreOnceMostIsDoneAtOnceAgain() {
        note(500, BEHIND);
        for (int i = 0; i < 4; i++) {
            note(100, DONE);
        }

        assertThat(rows.isInTheWay()).isFalse();
    }

    @Test
    void takesNoNotesOfNothing() {
        note(500, BEHIND);
        note(0, DONE);

        assertThat(rows.isInTheWay()).isTrue();
    }

    private void note(int count, StoredEvent event) {
        rows.note(Collections.nCopies(count, event));
    }

    private static WebhookEvent event() {
        return new WebhookEvent(
                new EventId(new UUID(0, 1)),
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

    private static final class FakeWork extends EventWorkRepository {
        private boolean due = true;
        private Duration asked;

        FakeWork() {
            super(null);
        }

        @Override
        public boolean isDueWithin(Duration time) {
            asked = time;
            return due;
        }
    }
}
