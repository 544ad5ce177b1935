package io.devmesh.shared.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * The statement that makes rows of those events that are not there yet, where nothing waits in their orders. One statement, and so all or
 * nothing without a transaction, too. Where all are finished, as most are, it is one that leaves out what others need: PostgreSQL sets up
 * all of a statement each time, also what has no row then.
 *
 * @param events each id once, in order of arrival
 * @param orderKeys in which nothing may wait
 * @param actor who does it
 */
record JdbcEventInsert(List<NewEvent> events, Collection<String> orderKeys, String actor) {
    /** The ids of those that were new; empty stands for an order in which something waits. */
    static final RowMapper<Optional<EventId>> FRESH =
            (row, context) -> Optional.ofNullable(row.getObject(1, UUID.class)).map(EventId::new);

    private static final Set<EventStatus> FINISHED = EnumSet.of(EventStatus.PROCESSED, EventStatus.IGNORED);

    /** The first hole is for more columns, the second for more tables. */
    private static final String TEMPLATE = """
            WITH k AS (
                -- Not in FROM, where PostgreSQL would write each array out as rows before it joins them.
                SELECT unnest(?::text[]::uuid[]) AS id, unnest(?::text[]::uuid[]) AS tenant_id,
                       unnest(?::text[]::timestamptz[]) AS received_at, unnest(?::text[]::uuid[]) AS body_key,
                       unnest(?::text[]) AS entry%s
            ), ahead AS (
                -- One look into the index for each order, whatever the planner believes of how many rows wait.
                SELECT FROM unnest(?::text[]) AS key CROSS JOIN LATERAL (
                    SELECT FROM event_work w WHERE w.order_key = key
                    ORDER BY w.held, w.received_at, w.position LIMIT 1) AS first LIMIT 1
            ), fresh AS (
                INSERT INTO event_key (id, tenant_id, received_at, body, entry)
                SELECT id, tenant_id, received_at, body_key, entry FROM k WHERE NOT EXISTS (SELECT FROM ahead)
                ORDER BY id -- so that two Workers cannot deadlock
                ON CONFLICT (id) DO NOTHING RETURNING id, tenant_id, received_at, body AS body_key
            ), stored AS (
                INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref,
                                   subject, action, url, occurred_at, received_at, stored_at, last_error, traceparent,
                                   content_type, data, same_body_as, body, finished_by)
                SELECT f.id, f.tenant_id, source, delivery_id, provider, type, status, repository, actor, ref, subject, action,
                       url, occurred_at, f.received_at,
                       -- One after the other in order of arrival, without sorting whole bodies for it.
                       statement_timestamp() + turn * interval '1 microsecond',
                       last_error, traceparent, content_type, data,
                       -- A range and its order, not =: where few bodies are told apart, the planner would read the table for the first.
                       (SELECT o.id FROM event_key o WHERE o.body BETWEEN f.body_key AND f.body_key AND o.id <> f.id
                        ORDER BY o.body LIMIT 1), body,
                       -- Nothing comes after this attempt, so that it needs no row of its own.
                       CASE WHEN status IN ('processed', 'ignored') THEN ? END
                FROM (SELECT unnest(?::text[]::uuid[]) AS id, unnest(?::text[]) AS source, unnest(?::text[]) AS delivery_id,
                             unnest(?::text[]) AS provider, unnest(?::text[]) AS type, unnest(?::text[]) AS status,
                             unnest(?::text[]) AS repository, unnest(?::text[]) AS actor, unnest(?::text[]) AS ref,
                             unnest(?::text[]) AS subject, unnest(?::text[]) AS action, unnest(?::text[]) AS url,
                             unnest(?::text[]::timestamptz[]) AS occurred_at, unnest(?::text[]) AS last_error,
                             unnest(?::text[]) AS traceparent, unnest(?::text[]) AS content_type,
                             unnest(?::text[]::json[]) AS data, unnest(?::bytea[]) AS body, unnest(?::text[]::int[]) AS turn
                     ) AS d JOIN fresh f USING (id) RETURNING source
            )%s, counted AS (
                INSERT INTO ledger AS l (source, kind, writer, events)
                SELECT source, 'stored', ?, count(*) FROM stored GROUP BY source ORDER BY source
                ON CONFLICT (source, kind, writer) DO UPDATE SET events = l.events + excluded.events
            )
            SELECT id FROM fresh UNION ALL SELECT NULL WHERE EXISTS (SELECT FROM ahead)
            """;

    private static final String OF_FINISHED = TEMPLATE.formatted("", "");

    private static final String OF_ANY = TEMPLATE.formatted("""
            ,
                       unnest(?::text[]) AS source, unnest(?::text[]) AS status, unnest(?::text[]) AS last_error,
                       unnest(?::text[]) AS order_key, unnest(?::text[]) AS delay, unnest(?::text[]::int[]) AS attempts,
                       unnest(?::text[]::int[]) AS begun, unnest(?::text[]::boolean[]) AS held,
                       unnest(?::text[]::int[]) AS turn""", """
            , tried AS (
                INSERT INTO event_attempt (event_id, tenant_id, received_at, number, status, error, actor)
                SELECT k.id, k.tenant_id, k.received_at, 1, status, last_error, ? FROM k JOIN fresh USING (id)
                WHERE status NOT IN ('processed', 'ignored') ORDER BY turn
            ), queued AS (
                INSERT INTO event_work (event_id, tenant_id, received_at, source, order_key, attempts, begun, due_at, held)
                SELECT k.id, k.tenant_id, k.received_at, source, order_key, attempts, begun,
                       -- Of an order only the first is due, so that nobody who looks for work has to pass over the others.
                       CASE WHEN delay = 'infinity' OR held OR (order_key IS NOT NULL AND (
                                row_number() OVER (PARTITION BY order_key ORDER BY k.received_at, turn) > 1
                                OR EXISTS (SELECT FROM event_work b
                                           WHERE b.order_key = k.order_key AND b.received_at <= k.received_at)))
                            THEN 'infinity' ELSE now() + delay::interval END, held
                FROM k JOIN fresh USING (id) WHERE delay IS NOT NULL ORDER BY turn
            )""");

    String sql() {
        return areFinished() ? OF_FINISHED : OF_ANY;
    }

    void bind(Query statement) {
        JdbcColumns columns = JdbcColumns.of(statement, events);
        columns.bind(stored -> stored.event().id().toString());
        columns.bind(stored -> stored.event().tenant().toString());
        columns.bind(stored -> stored.event().receivedAt().toString());
        columns.bind(stored -> bodyKey(stored.event()).toString());
        columns.bindTexts(entries(events));
        if (!areFinished()) {
            bindWaiting(columns);
        }
        columns.bindTexts(orderKeys.toArray(String[]::new));
        columns.bindOne(actor);
        columns.bind(stored -> stored.event().id().toString());
        columns.bind(stored -> stored.event().source().value());
        columns.bind(stored -> stored.event().deliveryId().value());
        columns.bind(stored -> stored.event().provider().wire());
        columns.bind(stored -> stored.event().type());
        columns.bindOutcome();
        columns.bind(stored -> stored.error().orElse(null));
        columns.bind(stored -> stored.event().traceparent());
        columns.bind(stored -> stored.event().contentType());
        columns.bind(stored -> stored.data().orElse(null));
        columns.bindBodies();
        columns.bindTurns();
        if (!areFinished()) {
            columns.bindOne(actor);
        }
        columns.bindOne(actor);
    }

    /** Which entry brought each, null where none did. */
    static String[] entries(List<NewEvent> events) {
        return events.stream().map(event -> event.entry().orElse(null)).toArray(String[]::new);
    }

    private boolean areFinished() {
        return events.stream().map(event -> event.stored().status()).allMatch(FINISHED::contains);
    }

    private static void bindWaiting(JdbcColumns columns) {
        columns.bind(stored -> stored.event().source().value());
        columns.bind(stored -> stored.status().wire());
        columns.bind(stored -> stored.error().orElse(null));
        columns.bindWaiting(waiting -> waiting.orderKey().orElse(null));
        columns.bindWaiting(waiting -> waiting.delay().map(Duration::toString).orElse("infinity"));
        columns.bindWaiting(waiting -> Integer.toString(waiting.attempts()));
        columns.bindWaiting(waiting -> Integer.toString(waiting.begun()));
        columns.bindWaiting(waiting -> Boolean.toString(waiting.held()));
        columns.bindTurns();
    }

    /** By which another delivery of the same body is found, though its id differs. */
    private static UUID bodyKey(WebhookEvent event) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((event.source().value() + "\n").getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest(event.body()));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
