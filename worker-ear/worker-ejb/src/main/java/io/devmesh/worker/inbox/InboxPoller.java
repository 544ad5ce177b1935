package io.devmesh.worker.inbox;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/** Processes what the door stored while Redis was away. Any number of Workers may do so at once: rows are locked. */
@ApplicationScoped
class InboxPoller {
    private static final System.Logger LOG = System.getLogger(InboxPoller.class.getName());
    private static final int BATCH = 100;

    private final EventInbox inbox;
    private final SchemaMigration migration;
    private final StoredNotices notices;

    InboxPoller() {
        this(null, null, null);
    }

    @Inject
    InboxPoller(EventInbox inbox, SchemaMigration migration, StoredNotices notices) {
        this.inbox = inbox;
        this.migration = migration;
        this.notices = notices;
    }

    /** Until no row waits; costs one query on a partial index where none does. */
    void pollOnce() {
        if (!migration.isDone()) {
            return;
        }
        try {
            boolean redisAnswers = true;
            List<StoredEvent> processed;
            do {
                processed = inbox.processReceived(BATCH);
                // Rows are here because Redis was away, and may still be: asked in vain once, it is not asked again.
                redisAnswers = redisAnswers && tell(processed);
            } while (processed.size() == BATCH);
        } catch (JdbiException away) {
            LOG.log(WARNING, "The rows that wait could not be processed: " + away.getMessage());
        }
    }

    /** Whether Redis answered. Nothing repeats this: a row is processed once. */
    private boolean tell(List<StoredEvent> processed) {
        try {
            notices.publish(StoredNotice.of(processed));
            return true;
        } catch (StreamUnavailableException away) {
            LOG.log(WARNING, "Subscribers are not told of rows that were processed: " + away.getMessage());
            return false;
        }
    }
}
