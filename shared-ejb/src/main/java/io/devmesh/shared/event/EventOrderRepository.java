package io.devmesh.shared.event;

import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The orders in which rows of {@code event_work} wait: what is before whom, and when the first of an order may go. Takes part in
 * the caller's transaction where there is one.
 */
@ApplicationScoped
public class EventOrderRepository {
    private final DatabaseScope scope;

    EventOrderRepository() {
        this(null);
    }

    @Inject
    public EventOrderRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * What waits in an order.
     *
     * @param heldSince where all that waits is held: when the first of it was received
     */
    public record Ahead(Optional<Instant> heldSince) {
        /** Whether an event of that order has to wait behind it. */
        public boolean precedes(Instant receivedAt) {
            return heldSince.map(since -> !receivedAt.isBefore(since)).orElse(true);
        }
    }

    /** Nobody takes over anything until the caller's transaction ends, and what was taken over before is seen as waiting. */
    public void keepFromTakeOver() {
        scope.ofAll().use(handle -> handle.execute("SELECT " + OrderLock.SHARED));
    }

    /** Nobody else stores anything that was on the stream until the caller's transaction ends, which takes over what is older. */
    public void takeOver() {
        scope.ofAll().use(handle -> handle.execute("SELECT " + OrderLock.EXCLUSIVE));
    }

    /**
     * Those of {@code orderKeys} in which something waits. It stays there until the caller's transaction ends: somebody who is
     * about to finish it is awaited.
     */
    public Map<String, Ahead> ahead(Collection<String> orderKeys) {
        if (orderKeys.isEmpty()) {
            return Map.of();
        }
        return scope.ofAll().with(handle -> {
            Map<String, Ahead> ahead = new HashMap<>();
            handle.createQuery("""
                            SELECT first.order_key, first.held, first.received_at
                            FROM unnest(CAST(:keys AS text[])) AS k CROSS JOIN LATERAL (
                                SELECT w.order_key, w.held, w.received_at FROM event_work w WHERE w.order_key = k
                                ORDER BY w.held, w.received_at, w.position LIMIT 1 FOR SHARE) AS first
                            """)
                    .bind("keys", orderKeys.stream().distinct().sorted().toArray(String[]::new))
                    .map((row, context) -> Map.entry(row.getString("order_key"), ahead(row)))
                    .forEach(found -> ahead.put(found.getKey(), found.getValue()));
            return ahead;
        });
    }

    private static Ahead ahead(ResultSet row) throws SQLException {
        return new Ahead(
                row.getBoolean("held")
                        ? Optional.of(row.getTimestamp("received_at").toInstant())
                        : Optional.empty());
    }

    /** What sources left behind while they were paused. */
    public int release(Collection<SourceName> resumed) {
        return scope.ofAll()
                .with(handle -> handle.createUpdate("""
                        UPDATE event_work w SET due_at = now()
                        WHERE w.source = ANY (:sources) AND w.due_at = 'infinity' AND $FIRST
                        """.replace("$FIRST", EventWorkRepository.FIRST))
                        .bind("sources", resumed.stream().map(SourceName::value).toArray(String[]::new))
                        .execute());
    }

    /** The database's time if something is held; by it {@link #releaseHeld} knows what was held then. */
    public Optional<Instant> holdingSince() {
        return scope.ofAll()
                .with(handle -> handle.createQuery(
                                "SELECT clock_timestamp() WHERE EXISTS (SELECT FROM event_work WHERE held)")
                        .map((row, context) -> row.getTimestamp(1).toInstant())
                        .findOne());
    }

    /** Nothing older is on the stream any more than what was held at {@code moment}, or nobody waits for it any longer. */
    public int releaseHeld(Instant moment) {
        return scope.ofAll()
                .with(handle -> handle.createUpdate("""
                        UPDATE event_work w SET held = false, due_at = CASE WHEN $FIRST THEN now() ELSE 'infinity' END
                        WHERE w.held AND w.created_at <= :moment
                        """.replace("$FIRST", EventWorkRepository.FIRST))
                        .bind("moment", moment)
                        .execute());
    }

    /**
     * Makes due what is the first of its order and is not, because it came at the moment at which the one before it went, or was
     * received before that one by a clock that was slow. Reads one row of each order.
     *
     * @param paused sources that are not to be touched
     */
    public int wake(Collection<SourceName> paused) {
        return scope.ofAll()
                .with(handle -> handle.createUpdate("""
                        WITH RECURSIVE line AS (
                            (SELECT order_key FROM event_work WHERE order_key IS NOT NULL ORDER BY order_key LIMIT 1)
                            UNION ALL
                            SELECT (SELECT n.order_key FROM event_work n WHERE n.order_key > line.order_key
                                    ORDER BY n.order_key LIMIT 1)
                            FROM line WHERE line.order_key IS NOT NULL
                        )
                        UPDATE event_work SET due_at = now() WHERE event_id = ANY (ARRAY(
                            SELECT overlooked.event_id FROM line CROSS JOIN LATERAL (
                                SELECT f.event_id FROM event_work f WHERE f.order_key = line.order_key
                                ORDER BY f.received_at, f.position LIMIT 1) AS first
                            CROSS JOIN LATERAL (
                                SELECT w.event_id FROM event_work w
                                WHERE w.event_id = first.event_id AND w.due_at = 'infinity' AND NOT w.held
                                  AND w.source <> ALL (:paused) FOR UPDATE SKIP LOCKED) AS overlooked))
                        """)
                        .bind("paused", paused.stream().map(SourceName::value).toArray(String[]::new))
                        .execute());
    }
}
