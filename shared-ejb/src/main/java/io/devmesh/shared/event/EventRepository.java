package io.devmesh.shared.event;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Update;

/** Writes rows of {@code event}. Takes part in the caller's transaction where there is one. */
@ApplicationScoped
public class EventRepository {
    /** Every batch locks its keys in the same order, so that two Workers cannot deadlock. */
    private static final Comparator<StoredEvent> BY_ID =
            Comparator.comparing(stored -> stored.event().id().value());

    private static final String INSERT = """
            INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref,
                               subject, action, url, occurred_at, received_at, last_error, traceparent, content_type, body)
            SELECT * FROM unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::text[],
                                 ?::bytea[])
            ON CONFLICT DO NOTHING
            """;

    private static final String COMPLETE = """
            UPDATE event SET status = d.status, repository = d.repository, actor = d.actor, ref = d.ref,
                             subject = d.subject, action = d.action, url = d.url, occurred_at = d.occurred_at,
                             last_error = d.last_error
            FROM unnest(?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[]::timestamptz[], ?::text[])
                 AS d (id, status, repository, actor, ref, subject, action, url, occurred_at, last_error)
            WHERE event.id = d.id
            """;

    private final Jdbi jdbi;

    EventRepository() {
        this(null);
    }

    @Inject
    public EventRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Inserts those that are not there yet and returns how many were new. */
    public int insertIfAbsent(List<StoredEvent> events) {
        return jdbi.withHandle(handle -> {
            Columns columns = new Columns(handle.createUpdate(INSERT), events);
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
            columns.bindBodies();
            return columns.update.execute();
        });
    }

    /** Up to {@code limit} rows that wait to be processed, locked until the transaction ends; oldest first. */
    public List<WebhookEvent> lockReceived(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id, tenant_id, source, delivery_id, provider, type, repository, actor, received_at,
                               content_type, traceparent, body
                        FROM event WHERE status = 'received'
                        ORDER BY received_at LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .bind("limit", limit)
                .map((row, context) -> webhookEvent(row))
                .list());
    }

    /** Writes the outcome of rows that {@link #lockReceived} gave. */
    public void complete(List<StoredEvent> events) {
        jdbi.useHandle(handle -> {
            Columns columns = new Columns(handle.createUpdate(COMPLETE), events);
            columns.bind(stored -> stored.event().id().toString());
            bindOutcome(columns);
            columns.bind(stored -> stored.error().orElse(null));
            columns.update.execute();
        });
    }

    private static void bindOutcome(Columns columns) {
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

    private static WebhookEvent webhookEvent(ResultSet row) throws SQLException {
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

    /** Binds one array after the other: one parameter for each column, one element for each event. */
    private static final class Columns {
        private final Update update;
        private final List<StoredEvent> events;
        private int index;

        Columns(Update update, List<StoredEvent> events) {
            this.update = update;
            this.events = events.stream().sorted(BY_ID).toList();
        }

        /**
         * Everything but bodies goes as text, for which the statement has a cast: texts are the arrays that the driver sends
         * in binary, if they come as {@code String[]}. All others it escapes, character by character.
         */
        void bind(Function<StoredEvent, String> value) {
            bindArray("text", events.stream().map(value).toArray(String[]::new));
        }

        /** The driver sends byte arrays in binary only when they come as {@code byte[][]}. */
        void bindBodies() {
            bindArray(
                    "bytea",
                    events.stream().map(stored -> stored.event().body()).toArray(byte[][]::new));
        }

        private void bindArray(String type, Object[] elements) {
            Argument argument = (position, statement, context) ->
                    statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
            update.bind(index++, argument);
        }
    }
}
