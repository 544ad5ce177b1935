package io.devmesh.shared.event;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Writes rows of {@code event} and what goes with them. Takes part in the caller's transaction where there is one. */
@ApplicationScoped
public class EventRepository {
    /** Each id once. One statement, and so all or nothing without a transaction, too. */
    private static final String INSERT = """
            WITH d AS (
                SELECT * FROM unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                                     ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                     ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::text[],
                                     ?::text[]::json[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[],
                                     ?::text[]::int[], ?::text[]::int[], ?::text[]::boolean[], ?::bytea[])
                WITH ORDINALITY AS d (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref, subject, action,
                      url, occurred_at, received_at, last_error, traceparent, content_type, data, body_key, entry,
                      order_key, delay, attempts, begun, held, body, turn)
            ), ahead AS (
                -- One look into the index for each order, whatever the planner believes of how many rows wait.
                SELECT FROM unnest(?::text[]) AS k CROSS JOIN LATERAL (
                    SELECT FROM event_work w WHERE w.order_key = k
                    ORDER BY w.held, w.received_at, w.position LIMIT 1) AS first LIMIT 1
            ), fresh AS (
                INSERT INTO event_key (id, tenant_id, received_at, body, entry)
                SELECT id, tenant_id, received_at, body_key, entry FROM d WHERE NOT EXISTS (SELECT FROM ahead)
                ORDER BY id -- so that two Workers cannot deadlock
                ON CONFLICT (id) DO NOTHING RETURNING id
            ), stored AS (
                INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref,
                                   subject, action, url, occurred_at, received_at, stored_at, last_error, traceparent,
                                   content_type, data, same_body_as, body, finished_by)
                SELECT id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref, subject, action,
                       url, occurred_at, received_at, clock_timestamp(), last_error, traceparent, content_type, data,
                       (SELECT k.id FROM event_key k WHERE k.body = d.body_key AND k.id <> d.id LIMIT 1), body,
                       -- Nothing comes after this attempt, so that it needs no row of its own.
                       CASE WHEN status IN ('processed', 'ignored') THEN ? END
                FROM d JOIN fresh USING (id) ORDER BY turn
            ), tried AS (
                INSERT INTO event_attempt (event_id, tenant_id, received_at, number, status, error, actor)
                SELECT id, tenant_id, received_at, 1, status, last_error, ? FROM d JOIN fresh USING (id)
                WHERE status NOT IN ('processed', 'ignored') ORDER BY turn
            ), queued AS (
                INSERT INTO event_work (event_id, tenant_id, received_at, source, order_key, attempts, begun, due_at, held)
                SELECT id, tenant_id, received_at, source, order_key, attempts, begun,
                       -- Of an order only the first is due, so that nobody who looks for work has to pass over the others.
                       CASE WHEN delay = 'infinity' OR held OR (order_key IS NOT NULL AND (
                                row_number() OVER (PARTITION BY order_key ORDER BY received_at, turn) > 1
                                OR EXISTS (SELECT FROM event_work b
                                           WHERE b.order_key = d.order_key AND b.received_at <= d.received_at)))
                            THEN 'infinity' ELSE now() + delay::interval END, held
                FROM d JOIN fresh USING (id) WHERE delay IS NOT NULL ORDER BY turn
            ), counted AS (
                INSERT INTO ledger AS l (source, kind, writer, events)
                SELECT source, kind, ?, count(*) FROM (
                    SELECT d.source, 'stored' AS kind FROM d JOIN fresh USING (id)
                    UNION ALL
                    SELECT d.source, 'duplicate' FROM d
                    WHERE d.id NOT IN (SELECT id FROM fresh) AND NOT EXISTS (SELECT FROM ahead)
                      AND (d.entry IS NULL
                           OR d.entry IS DISTINCT FROM (SELECT k.entry FROM event_key k WHERE k.id = d.id))) AS outcome
                GROUP BY source, kind ORDER BY source, kind
                ON CONFLICT (source, kind, writer) DO UPDATE SET events = l.events + excluded.events
            )
            SELECT id FROM fresh UNION ALL SELECT NULL WHERE EXISTS (SELECT FROM ahead)
            """;

    private static final String COMPLETE = """
            WITH d AS (
                SELECT * FROM unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[]::timestamptz[], ?::text[], ?::text[],
                                     ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[],
                                     ?::text[], ?::text[]::json[])
                WITH ORDINALITY AS d (id, tenant_id, received_at, status, repository, actor, ref, subject, action, url, occurred_at,
                      last_error, data, turn)
            ), done AS (
                UPDATE event SET status = d.status, repository = d.repository, actor = d.actor, ref = d.ref,
                                 subject = d.subject, action = d.action, url = d.url, occurred_at = d.occurred_at,
                                 last_error = d.last_error, data = d.data
                FROM d WHERE event.tenant_id = d.tenant_id AND event.received_at = d.received_at AND event.id = d.id
            )
            INSERT INTO event_attempt (event_id, tenant_id, received_at, number, status, error, actor)
            SELECT d.id, d.tenant_id, d.received_at,
                   (SELECT coalesce(max(a.number), 0) + 1 FROM event_attempt a
                    WHERE a.received_at = d.received_at AND a.event_id = d.id),
                   d.status, d.last_error, ?
            FROM d ORDER BY d.turn
            """;

    /** Empty stands for an order in which something waits. */
    private static final RowMapper<Optional<EventId>> FRESH =
            (row, context) -> Optional.ofNullable(row.getObject(1, UUID.class)).map(EventId::new);

    private final DatabaseScope scope;

    EventRepository() {
        this(null);
    }

    @Inject
    public EventRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * Inserts those that are not there yet, with their first attempt and their place in the queue, and returns which were new.
     *
     * @param events in order of arrival, which their attempts keep
     * @param actor who does it, for whoever reads the attempts; counts in the ledger under this name
     */
    public Set<EventId> insertIfAbsent(List<NewEvent> events, String actor) {
        return insertUnlessBehind(events, List.of(), actor).orElseThrow();
    }

    /** The same where nothing waits in any of {@code orderKeys}; otherwise does nothing, and returns empty. */
    public Optional<Set<EventId>> insertUnlessBehind(
            List<NewEvent> events, Collection<String> orderKeys, String actor) {
        return insert(
                events,
                orderKeys,
                (once, keys) -> scope.ofAll().with(handle -> {
                    Query statement = handle.createQuery(INSERT);
                    bind(statement, once, keys, actor);
                    return statement.map(FRESH).list();
                }));
    }

    /**
     * The same in one round trip, and in no transaction of the caller's: what is new is committed when this returns. Of events that are
     * there more than once, the first may be committed where the others' failure is thrown.
     */
    public Optional<Set<EventId>> insertAtOnceUnlessBehind(
            List<NewEvent> events, Collection<String> orderKeys, String actor) {
        return insert(
                events,
                orderKeys,
                (once, keys) -> scope.queryAtOnce(INSERT, statement -> bind(statement, once, keys, actor), FRESH));
    }

    private static Optional<Set<EventId>> insert(
            List<NewEvent> events,
            Collection<String> orderKeys,
            BiFunction<List<NewEvent>, Collection<String>, List<Optional<EventId>>> insertEachOnce) {
        List<NewEvent> once = new ArrayList<>(events.size());
        List<NewEvent> again = new ArrayList<>();
        Set<EventId> seen = new HashSet<>();
        events.forEach(event -> (seen.add(event.stored().event().id()) ? once : again).add(event));
        List<Optional<EventId>> fresh = insertEachOnce.apply(once, orderKeys);
        if (fresh.contains(Optional.<EventId>empty())) {
            return Optional.empty();
        }
        if (!again.isEmpty()) {
            // A provider has sent it twice at once: the second is a duplicate, and counts as such, whatever waits by
            // now.
            insert(again, List.of(), insertEachOnce);
        }
        return Optional.of(fresh.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
    }

    private static void bind(Query statement, List<NewEvent> events, Collection<String> orderKeys, String actor) {
        JdbcColumns columns =
                new JdbcColumns(statement, events.stream().map(NewEvent::stored).toList());
        columns.bind(stored -> stored.event().id().toString());
        columns.bind(stored -> stored.event().tenant().toString());
        columns.bind(stored -> stored.event().source().value());
        columns.bind(stored -> stored.event().deliveryId().value());
        columns.bind(stored -> stored.event().provider().wire());
        columns.bind(stored -> stored.event().type());
        bindOutcome(columns);
        columns.bind(stored -> stored.event().receivedAt().toString());
        columns.bind(stored -> stored.error().orElse(null));
        columns.bind(stored -> stored.event().traceparent());
        columns.bind(stored -> stored.event().contentType());
        columns.bind(stored -> stored.data().orElse(null));
        columns.bind(stored -> bodyKey(stored.event()).toString());
        columns.bindTexts(
                events.stream().map(event -> event.entry().orElse(null)).toArray(String[]::new));
        bindWaiting(columns);
        columns.bindBodies();
        columns.bindTexts(orderKeys.toArray(String[]::new));
        columns.bindOne(actor);
        columns.bindOne(actor);
        columns.bindOne(actor);
    }

    /** Writes what became of rows that are in the caller's hands, each with its attempt, in the order given. */
    public void complete(List<StoredEvent> events, String actor) {
        scope.ofAll().use(handle -> {
            var statement = handle.createUpdate(COMPLETE);
            JdbcColumns columns = new JdbcColumns(statement, events);
            columns.bind(stored -> stored.event().id().toString());
            columns.bind(stored -> stored.event().tenant().toString());
            columns.bind(stored -> stored.event().receivedAt().toString());
            bindOutcome(columns);
            columns.bind(stored -> stored.error().orElse(null));
            columns.bind(stored -> stored.data().orElse(null));
            columns.bindOne(actor);
            statement.execute();
        });
    }

    private static void bindOutcome(JdbcColumns columns) {
        columns.bind(stored -> stored.status().wire());
        columns.bind(stored -> stored.normalized().repository().orElse(null));
        columns.bind(stored -> stored.normalized().actor().orElse(null));
        columns.bind(stored -> stored.normalized().ref().orElse(null));
        columns.bind(stored -> stored.normalized().subject().orElse(null));
        columns.bind(stored -> stored.normalized().action().orElse(null));
        columns.bind(stored -> stored.normalized().url().orElse(null));
        columns.bind(
                stored -> stored.normalized().occurredAt().map(Object::toString).orElse(null));
    }

    private static void bindWaiting(JdbcColumns columns) {
        columns.bindWaiting(waiting -> waiting.orderKey().orElse(null));
        columns.bindWaiting(waiting -> waiting.delay().map(Duration::toString).orElse("infinity"));
        columns.bindWaiting(waiting -> Integer.toString(waiting.attempts()));
        columns.bindWaiting(waiting -> Integer.toString(waiting.begun()));
        columns.bindWaiting(waiting -> Boolean.toString(waiting.held()));
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

    /** From columns of {@code event}; where an operator edited the body, that is what is processed. */
    static WebhookEvent webhookEvent(ResultSet row) throws SQLException {
        return new WebhookEvent(
                new EventId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new SourceName(row.getString("source")),
                Provider.ofWire(row.getString("provider")),
                new DeliveryId(row.getString("delivery_id")),
                row.getString("type"),
                Optional.ofNullable(row.getString("repository")),
                Optional.ofNullable(row.getString("actor")),
                row.getTimestamp("received_at").toInstant(),
                row.getString("content_type"),
                row.getString("traceparent"),
                row.getBytes("body"));
    }
}
