package io.devmesh.shared.event;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Writes rows of {@code event} and what goes with them. Takes part in the caller's transaction where there is one. */
@ApplicationScoped
public class EventRepository {
    /** Not for an entry that is delivered again, because it was stored by somebody who did not live to acknowledge it. */
    private static final String COUNT_DUPLICATES = """
            INSERT INTO ledger AS l (source, kind, writer, events)
            SELECT d.source, 'duplicate', ?, count(*)
            FROM unnest(?::text[]::uuid[], ?::text[], ?::text[]) AS d (id, source, entry)
            WHERE d.entry IS NULL OR d.entry IS DISTINCT FROM (SELECT k.entry FROM event_key k WHERE k.id = d.id)
            GROUP BY d.source ORDER BY d.source
            ON CONFLICT (source, kind, writer) DO UPDATE SET events = l.events + excluded.events
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

    /**
     * The same where nothing waits in any of {@code orderKeys}; otherwise does nothing, and returns empty. Call {@link
     * EventOrderRepository#keepFromTakeOver} before it, in the same transaction.
     */
    public Optional<Set<EventId>> insertUnlessBehind(
            List<NewEvent> events, Collection<String> orderKeys, String actor) {
        return scope.ofAll()
                .with(handle -> insert(events, orderKeys, actor, insert -> {
                    Query statement = handle.createQuery(insert.sql());
                    insert.bind(statement);
                    return statement.map(JdbcEventInsert.FRESH).list();
                }));
    }

    /**
     * The same in one round trip where all is new, and in no transaction of the caller's: what is new is committed when this returns, or
     * throws, because duplicates are counted after it. Whoever does not acknowledge their entries then has them counted by the next.
     */
    public Optional<Set<EventId>> insertAtOnceUnlessBehind(
            List<NewEvent> events, Collection<String> orderKeys, String actor) {
        return insert(
                events,
                orderKeys,
                actor,
                insert -> scope.queryAtOnce(OrderLock.SHARED, insert.sql(), insert::bind, JdbcEventInsert.FRESH));
    }

    private Optional<Set<EventId>> insert(
            List<NewEvent> events,
            Collection<String> orderKeys,
            String actor,
            Function<JdbcEventInsert, List<Optional<EventId>>> run) {
        // What a provider has sent twice at once is a duplicate the second time.
        List<NewEvent> once = new ArrayList<>(events.size());
        List<NewEvent> duplicates = new ArrayList<>();
        Set<EventId> seen = new HashSet<>();
        events.forEach(event -> (seen.add(idOf(event)) ? once : duplicates).add(event));
        List<Optional<EventId>> answer = run.apply(new JdbcEventInsert(once, orderKeys, actor));
        if (answer.contains(Optional.<EventId>empty())) {
            return Optional.empty();
        }
        Set<EventId> fresh = answer.stream().flatMap(Optional::stream).collect(Collectors.toSet());
        once.stream().filter(event -> !fresh.contains(idOf(event))).forEach(duplicates::add);
        if (!duplicates.isEmpty()) {
            countDuplicates(duplicates, actor);
        }
        return Optional.of(fresh);
    }

    private void countDuplicates(List<NewEvent> events, String actor) {
        scope.ofAll().use(handle -> {
            var statement = handle.createUpdate(COUNT_DUPLICATES);
            JdbcColumns columns = JdbcColumns.of(statement, events);
            columns.bindOne(actor);
            columns.bind(stored -> stored.event().id().toString());
            columns.bind(stored -> stored.event().source().value());
            columns.bindTexts(JdbcEventInsert.entries(events));
            statement.execute();
        });
    }

    private static EventId idOf(NewEvent event) {
        return event.stored().event().id();
    }

    /** Writes what became of rows that are in the caller's hands, each with its attempt, in the order given. */
    public void complete(List<StoredEvent> events, String actor) {
        scope.ofAll().use(handle -> {
            var statement = handle.createUpdate(COMPLETE);
            JdbcColumns columns = new JdbcColumns(statement, events);
            columns.bind(stored -> stored.event().id().toString());
            columns.bind(stored -> stored.event().tenant().toString());
            columns.bind(stored -> stored.event().receivedAt().toString());
            columns.bindOutcome();
            columns.bind(stored -> stored.error().orElse(null));
            columns.bind(stored -> stored.data().orElse(null));
            columns.bindOne(actor);
            statement.execute();
        });
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
