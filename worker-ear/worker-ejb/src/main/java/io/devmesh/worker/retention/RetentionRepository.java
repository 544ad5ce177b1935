package io.devmesh.worker.retention;

import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Makes and drops partitions, and deletes old rows. Each call commits by itself and holds its locks for a short time only. */
@ApplicationScoped
class RetentionRepository {
    private static final String NOT_NEEDED = """
            NOT EXISTS (SELECT FROM event_work w WHERE w.event_id = $ID)
            AND NOT EXISTS (SELECT FROM outbox o WHERE o.event_id = $ID AND o.status = 'pending')
            """;

    /** What is to be deleted row by row, each in few rows at a time. */
    enum Old {
        /** In no month. What the door's clock said is not trusted here. */
        EVENTS("event_default", "t.stored_at < :before AND " + NOT_NEEDED.replace("$ID", "t.id")),
        ATTEMPTS("event_attempt_default", "t.at < :before AND " + NOT_NEEDED.replace("$ID", "t.event_id")),
        /** Without it an event is not found by its id, so that it stays as long as its event can be there. */
        KEYS("event_key", """
                t.received_at < least(:before, oldest_event_month())
                AND NOT EXISTS (SELECT FROM event_default d WHERE d.id = t.id AND d.received_at = t.received_at)"""),
        QUARANTINED("quarantined_entry", "t.created_at < :before"),
        FORWARDS("outbox", "t.created_at < :before AND t.status <> 'pending'");

        private final String delete;

        Old(String table, String condition) {
            delete = "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT t.ctid FROM " + table + " t WHERE "
                    + condition + " LIMIT :limit FOR UPDATE OF t SKIP LOCKED))";
        }
    }

    private final DatabaseScope scope;

    RetentionRepository() {
        this(null);
    }

    @Inject
    RetentionRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    Instant now() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT now()")
                        .map((row, context) -> row.getTimestamp(1).toInstant())
                        .one());
    }

    /** Makes the month of {@code moment} unless it is there, and moves into it what was stored before. */
    void makeMonth(Instant moment) {
        scope.ofAll()
                .use(handle -> handle.createQuery(
                                "SELECT make_event_partitions(:moment, :moment), make_audit_partition(:moment)")
                        .bind("moment", moment)
                        .map((row, context) -> true)
                        .one());
    }

    /** Drops one month that ended before, and returns which; those in which something waits are passed over. */
    Optional<String> dropMonth(Instant before) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT drop_event_partition(:before)")
                        .bind("before", before)
                        .map((row, context) -> Optional.ofNullable(row.getString(1)))
                        .one());
    }

    /** The same of the audit log. */
    Optional<String> dropAuditMonth(Instant before) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT drop_audit_partition(:before)")
                        .bind("before", before)
                        .map((row, context) -> Optional.ofNullable(row.getString(1)))
                        .one());
    }

    /** Deletes up to {@code limit} and returns how many that were. */
    int delete(Old what, Instant before, int limit) {
        return scope.ofAll()
                .with(handle -> handle.createUpdate(what.delete)
                        .bind("before", before)
                        .bind("limit", limit)
                        .execute());
    }

    /**
     * Makes one row of what many processes have counted, most of which are gone; those that live begin again at zero. What may
     * be flushed once more stays apart.
     */
    void rollUpLedger() {
        scope.ofAll().use(handle -> handle.execute("""
                WITH gone AS (
                    DELETE FROM ledger WHERE ctid = ANY (ARRAY (
                        SELECT l.ctid FROM ledger l
                        WHERE l.writer <> 'all' AND (l.flush IS NULL OR l.flushed_at < now() - interval '1 hour')
                        FOR UPDATE SKIP LOCKED))
                    RETURNING source, kind, events
                )
                INSERT INTO ledger AS l (source, kind, writer, events)
                SELECT source, kind, 'all', sum(events) FROM gone GROUP BY source, kind
                ON CONFLICT (source, kind, writer) DO UPDATE SET events = l.events + excluded.events
                """));
    }
}
