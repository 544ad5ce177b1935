package io.devmesh.worker.inbox;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.SchemaMigration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.JdbiException;

/** Processes what the door stored while Redis was away. Any number of Workers may do so at once: rows are locked. */
@ApplicationScoped
class InboxPoller {
    private static final System.Logger LOG = System.getLogger(InboxPoller.class.getName());
    private static final int BATCH = 100;

    private final EventInbox inbox;
    private final SchemaMigration migration;

    InboxPoller() {
        this(null, null);
    }

    @Inject
    InboxPoller(EventInbox inbox, SchemaMigration migration) {
        this.inbox = inbox;
        this.migration = migration;
    }

    /** Until no row waits; costs one query on a partial index where none does. */
    void pollOnce() {
        if (!migration.isDone()) {
            return;
        }
        try {
            while (inbox.processReceived(BATCH) == BATCH) {
                // There may be more.
            }
        } catch (JdbiException away) {
            LOG.log(WARNING, "The rows that wait could not be processed: " + away.getMessage());
        }
    }
}
