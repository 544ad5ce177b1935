package io.devmesh.worker.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.Waiting;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.SourceName;
import io.devmesh.worker.source.SourceBook;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowBacklogTest {
    private static final WebhookEvent EVENT = WorkPollerTest.event(new EventId(new UUID(0, 1)));
    private static final StoredEvent BEHIND = StoredEvent.received(EVENT, Waiting.behind(Optional.of("acme/a")));
    private static final StoredEvent DONE = StoredEvent.processed(EVENT, NormalizedEvent.of(EVENT));

    private Set<SourceName> paused = Set.of();
    private final FakeWork work = new FakeWork();
    private final RowBacklog rows = new RowBacklog(work, new Sources());

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
    void isNotForWhatWaitsBecauseItsSourceIsPaused() {
        paused = Set.of(EVENT.source());
        note(500, BEHIND);

        assertThat(rows.isInTheWay()).isFalse();
        assertThat(work.asked).isNull();
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

    private static final class FakeWork extends EventWorkRepository {
        private boolean due = true;
        private Duration asked;

        FakeWork() {
            super(null);
        }

        @Override
        public boolean isWorkedOn(Duration lease, Collection<SourceName> paused) {
            asked = lease;
            return due;
        }
    }

    private final class Sources extends SourceBook {
        Sources() {
            super(null, null, null);
        }

        @Override
        public Set<SourceName> paused() {
            return paused;
        }
    }
}
