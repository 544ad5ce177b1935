package io.devmesh.shared.event;

import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reads rows of {@code event}; every question names the tenant. */
@ApplicationScoped
public class EventSearchRepository {
    private static final String SUMMARY = """
            id, source, provider, delivery_id, type, status, repository, actor, ref, subject, action, url, occurred_at,
            received_at, stored_at, last_error""";

    private final DatabaseScope scope;

    EventSearchRepository() {
        this(null);
    }

    @Inject
    public EventSearchRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** Up to {@code limit} events behind {@code after}, newest first. */
    public List<EventSummary> list(TenantId tenant, EventFilter filter, Optional<EventCursor> after, int limit) {
        EventCondition where = new EventCondition(tenant, filter);
        after.ifPresent(cursor -> {
            where.and("(received_at, id) < (:cursor_time, :cursor_id)");
            where.bind("cursor_time", cursor.receivedAt());
            where.bind("cursor_id", cursor.id());
        });
        return scope.of(tenant)
                .with(handle -> handle.createQuery("SELECT " + SUMMARY + " FROM event WHERE " + where
                                + " ORDER BY received_at DESC, id DESC LIMIT :limit")
                        .bindMap(where.bindings())
                        .bind("limit", limit)
                        .map((row, context) -> summary(row))
                        .list());
    }

    public Optional<EventDetail> find(TenantId tenant, EventId id) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("SELECT " + SUMMARY
                                + ", content_type, traceparent, body FROM event WHERE tenant_id = :tenant AND id = :id"
                                + " AND received_at = (SELECT k.received_at FROM event_key k WHERE k.id = :id)")
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .map((row, context) -> new EventDetail(
                                summary(row),
                                row.getString("content_type"),
                                row.getString("traceparent"),
                                row.getBytes("body")))
                        .findOne());
    }

    /** Counts by each column of {@code EventGroup}, the most frequent first, at most {@code limit} values each. */
    public Map<EventGroup, List<EventCount>> count(TenantId tenant, EventFilter filter, int limit) {
        EventCondition where = new EventCondition(tenant, filter);
        Map<EventGroup, List<EventCount>> counts = new LinkedHashMap<>();
        scope.of(tenant).use(handle -> {
            for (EventGroup group : EventGroup.values()) {
                counts.put(
                        group,
                        handle.createQuery(
                                        "SELECT coalesce(" + group.column() + ", '') AS value, count(*) AS n FROM event"
                                                + " WHERE " + where + " GROUP BY 1 ORDER BY n DESC, value LIMIT :limit")
                                .bindMap(where.bindings())
                                .bind("limit", limit)
                                .map((row, context) -> new EventCount(row.getString("value"), row.getLong("n")))
                                .list());
            }
        });
        return counts;
    }

    /**
     * Values of {@code column} among the tenant's latest events that match {@code filter}, which begin with {@code prefix}
     * in any case; the most frequent first. Only the latest 10,000 are looked at, because somebody is typing.
     */
    public List<String> suggest(TenantId tenant, EventFilter filter, EventGroup column, String prefix, int limit) {
        EventCondition where = new EventCondition(tenant, filter);
        where.and("starts_with(lower(" + column.column() + "), lower(:prefix))");
        where.bind("prefix", prefix);
        return scope.of(tenant)
                .with(handle -> handle.createQuery("SELECT " + column.column() + " FROM"
                                + " (SELECT * FROM event WHERE tenant_id = :tenant"
                                + " ORDER BY received_at DESC, id DESC LIMIT 10000) latest WHERE " + where
                                + " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT :limit")
                        .bindMap(where.bindings())
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list());
    }

    private static EventSummary summary(ResultSet row) throws SQLException {
        return new EventSummary(
                new EventId(row.getObject("id", UUID.class)),
                row.getString("source"),
                row.getString("provider"),
                row.getString("delivery_id"),
                row.getString("type"),
                EventStatus.ofWire(row.getString("status")),
                new NormalizedEvent(
                        text(row, "repository"),
                        text(row, "actor"),
                        text(row, "ref"),
                        text(row, "subject"),
                        text(row, "action"),
                        text(row, "url"),
                        Optional.ofNullable(row.getTimestamp("occurred_at")).map(Timestamp::toInstant)),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("stored_at").toInstant(),
                text(row, "last_error"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
