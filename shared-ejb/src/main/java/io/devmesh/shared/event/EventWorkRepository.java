package io.devmesh.shared.event;

import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The queue of events that are not finished: rows of {@code event_work}. Of each order only the first is ever due, so that
 * whoever claims it has the others behind it as well. Takes part in the caller's transaction where there is one.
 */
@ApplicationScoped
public class EventWorkRepository {
    /** A row is the first of its order. One look into the index, however many rows the planner believes are before it. */
    static final String FIRST = """
            (w.order_key IS NULL OR w.event_id = (
                SELECT f.event_id FROM event_work f WHERE f.order_key = w.order_key ORDER BY f.received_at, f.position LIMIT 1))
            """;

    /** Each of which something waits, by one look into the index. */
    private static final String TENANTS = """
            tenant AS (
                (SELECT tenant_id FROM event_work ORDER BY tenant_id LIMIT 1)
                UNION ALL
                SELECT (SELECT n.tenant_id FROM event_work n WHERE n.tenant_id > tenant.tenant_id ORDER BY n.tenant_id LIMIT 1)
                FROM tenant WHERE tenant.tenant_id IS NOT NULL
            )
            """;

    private final DatabaseScope scope;

    EventWorkRepository() {
        this(null);
    }

    @Inject
    public EventWorkRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * A row in the caller's hands.
     *
     * @param begun how many began it before and did not tell its end
     */
    public record Claimed(EventId id, int begun) {}

    /**
     * Takes up to {@code limit} of what is due and was not begun before, fairly among tenants, for {@code lease}, and as much of
     * what is behind it. In order of arrival.
     *
     * @param process who takes it: the same as long as it lives
     * @param paused sources that are not to be touched
     */
    public List<Claimed> claim(String process, Duration lease, int limit, Collection<SourceName> paused) {
        return claim(process, lease, limit, paused, 0, 0);
    }

    /**
     * Takes up to {@code limit} that are due and were begun once before, by somebody who did not tell their end: one of each order
     * at the most. See {@link #claim}.
     */
    public List<Claimed> claimBegunOnce(String process, Duration lease, int limit, Collection<SourceName> paused) {
        return claim(process, lease, limit, paused, 1, 1);
    }

    /** Takes one that is due and was begun before, by somebody who did not tell its end; see {@link #claim}. */
    public Optional<Claimed> claimBegun(String process, Duration lease, Collection<SourceName> paused) {
        return claim(process, lease, 1, paused, 1, Integer.MAX_VALUE).stream().findFirst();
    }

    private List<Claimed> claim(
            String process, Duration lease, int limit, Collection<SourceName> paused, int least, int most) {
        return scope.ofAll()
                .with(handle -> handle.createQuery(
                                """
                        WITH RECURSIVE $TENANTS, candidate AS (
                            SELECT c.* FROM tenant CROSS JOIN LATERAL (
                                SELECT w.event_id, w.due_at, row_number() OVER (ORDER BY w.due_at) AS turn
                                FROM event_work w
                                WHERE w.tenant_id = tenant.tenant_id AND w.due_at <= now() AND w.source <> ALL (:paused)
                                  AND NOT w.held
                                  AND w.begun BETWEEN :least AND :most AND $FIRST
                                ORDER BY w.due_at LIMIT :limit) AS c
                        ), head AS (
                            -- One after the other, so that no more are locked than are taken, and nothing else is read.
                            SELECT due.event_id, due.order_key FROM (SELECT * FROM candidate ORDER BY turn, due_at) AS c
                            CROSS JOIN LATERAL (
                                SELECT w.event_id, w.order_key FROM event_work w
                                WHERE w.event_id = c.event_id AND w.due_at <= now() FOR UPDATE SKIP LOCKED) AS due
                            LIMIT :limit
                        ), follower AS (
                            SELECT f.event_id FROM head CROSS JOIN LATERAL (
                                -- Up to the first that is to come alone.
                                SELECT r.event_id FROM (
                                    SELECT n.*, bool_or(n.begun > 0 OR n.held)
                                        OVER (ORDER BY n.received_at, n.position) AS stop
                                    FROM (SELECT * FROM event_work w WHERE w.order_key = head.order_key
                                          ORDER BY w.received_at, w.position LIMIT :limit) AS n) AS r
                                WHERE NOT r.stop ORDER BY r.received_at, r.position) AS f
                            WHERE :most = 0
                            LIMIT :limit -- which cuts at the end of an order, never in it
                        ), taken AS (
                            UPDATE event_work w
                            SET begun_by = :process,
                                begun = w.begun + CASE WHEN w.begun_by = :process AND w.begun > 0 THEN 0 ELSE 1 END,
                                due_at = CASE w.due_at WHEN 'infinity' THEN w.due_at ELSE now() + CAST(:lease AS interval) END
                            WHERE w.event_id = ANY (ARRAY(SELECT event_id FROM head UNION SELECT event_id FROM follower))
                            RETURNING w.event_id, w.begun, w.received_at, w.position
                        )
                        SELECT event_id, begun FROM taken ORDER BY received_at, position
                        """.replace("$TENANTS", TENANTS).replace("$FIRST", FIRST))
                        .bind("process", process)
                        .bind("lease", lease.toString())
                        .bind("limit", limit)
                        .bind("least", least)
                        .bind("most", most)
                        .bind("paused", paused.stream().map(SourceName::value).toArray(String[]::new))
                        .map((row, context) -> new Claimed(
                                new EventId(row.getObject("event_id", UUID.class)), row.getInt("begun") - 1))
                        .list());
    }

    /**
     * Whether something is due now, or in the hands of somebody who has it for {@code lease} at the most.
     *
     * @param paused sources that do not count
     */
    public boolean isWorkedOn(Duration lease, Collection<SourceName> paused) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        WITH RECURSIVE $TENANTS
                        SELECT EXISTS (SELECT FROM tenant CROSS JOIN LATERAL (
                            SELECT FROM event_work w
                            WHERE w.tenant_id = tenant.tenant_id AND w.due_at <= now() + CAST(:lease AS interval)
                              AND (w.due_at <= now() OR w.begun_by IS NOT NULL)
                              AND NOT w.held AND w.source <> ALL (:paused)
                            ORDER BY w.due_at LIMIT 1) AS due)
                        """.replace("$TENANTS", TENANTS))
                        .bind("lease", lease.toString())
                        .bind("paused", paused.stream().map(SourceName::value).toArray(String[]::new))
                        .mapTo(Boolean.class)
                        .one());
    }

    /**
     * An event that waited, and how it stood.
     *
     * @param attempts that failed
     */
    public record Due(WebhookEvent event, Optional<String> orderKey, int attempts) {}

    /**
     * Those of {@code claimed} that still are {@code process}'s, locked until the transaction ends, in order of arrival: as many as
     * have {@code bytes} together, or the first where it alone has more.
     */
    public List<Due> lock(Collection<EventId> claimed, String process, long bytes) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        WITH mine AS MATERIALIZED (
                            SELECT * FROM event_work WHERE event_id = ANY (:ids) AND begun_by = :process
                            ORDER BY order_key COLLATE "C", event_id FOR UPDATE
                        ), first AS (
                            -- The size of a body is read without the body.
                            SELECT mine.*, sum(octet_length(coalesce(e.edited_body, e.body)))
                                           OVER (ORDER BY mine.received_at, mine.position) AS bytes,
                                   row_number() OVER (ORDER BY mine.received_at, mine.position) AS number
                            FROM mine JOIN event e
                              ON e.tenant_id = mine.tenant_id AND e.received_at = mine.received_at AND e.id = mine.event_id
                        )
                        SELECT e.id, e.tenant_id, e.source, e.delivery_id, e.provider, e.type, e.repository, e.actor,
                               e.received_at, e.content_type, e.traceparent, coalesce(e.edited_body, e.body) AS body,
                               first.order_key, first.attempts
                        FROM first JOIN event e
                          ON e.tenant_id = first.tenant_id AND e.received_at = first.received_at AND e.id = first.event_id
                        WHERE first.bytes <= :bytes OR first.number = 1
                        ORDER BY first.received_at, first.position
                        """)
                        .bind("bytes", bytes)
                        .bind("ids", ids(claimed))
                        .bind("process", process)
                        .map((row, context) -> new Due(
                                EventRepository.webhookEvent(row),
                                Optional.ofNullable(row.getString("order_key")),
                                row.getInt("attempts")))
                        .list());
    }

    /** Writes how those stand that are to be tried again. */
    public void retry(Collection<StoredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        scope.ofAll().use(handle -> {
            var update = handle.prepareBatch("""
                    UPDATE event_work SET attempts = :attempts, begun = 0, begun_by = NULL, order_key = :key,
                                          due_at = now() + CAST(:delay AS interval)
                    WHERE event_id = :id
                    """);
            for (StoredEvent stored : events) {
                Waiting waiting = stored.waiting().orElseThrow();
                update.bind("id", stored.event().id().value())
                        .bind("attempts", waiting.attempts())
                        .bind("key", waiting.orderKey().orElse(null))
                        .bind("delay", waiting.delay().orElseThrow().toString())
                        .add();
            }
            update.execute();
        });
    }

    /** Takes those off the queue that are finished, and makes due what is first in {@code orderKeys} now. */
    public void finish(Collection<EventId> finished, Collection<String> orderKeys) {
        scope.ofAll()
                .use(handle -> handle.createUpdate("""
                        WITH gone AS (DELETE FROM event_work WHERE event_id = ANY (:ids))
                        UPDATE event_work w SET due_at = now()
                        FROM unnest(CAST(:keys AS text[])) AS k CROSS JOIN LATERAL (
                            SELECT n.event_id FROM event_work n WHERE n.order_key = k AND n.event_id <> ALL (:ids)
                            ORDER BY n.received_at, n.position LIMIT 1) AS next
                        WHERE w.event_id = next.event_id AND w.due_at = 'infinity'
                        """)
                        .bind("ids", ids(finished))
                        .bind("keys", orderKeys.stream().distinct().sorted().toArray(String[]::new))
                        .execute());
    }

    /** Gives back what was claimed and not touched. */
    public void giveBack(Collection<EventId> claimed, String process) {
        scope.ofAll()
                .use(handle -> handle.createUpdate("""
                        UPDATE event_work SET begun = greatest(begun - 1, 0), begun_by = NULL,
                                              due_at = CASE due_at WHEN 'infinity' THEN due_at ELSE now() END
                        WHERE event_id = ANY (:ids) AND begun_by = :process
                        """)
                        .bind("ids", ids(claimed))
                        .bind("process", process)
                        .execute());
    }

    private static UUID[] ids(Collection<EventId> events) {
        return events.stream().map(EventId::value).toArray(UUID[]::new);
    }
}
