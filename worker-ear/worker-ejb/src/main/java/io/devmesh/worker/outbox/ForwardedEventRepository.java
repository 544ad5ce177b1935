package io.devmesh.worker.outbox;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reads whole rows of {@code event} that are to be sent. */
@ApplicationScoped
class ForwardedEventRepository {
    private final DatabaseScope scope;

    ForwardedEventRepository() {
        this(null);
    }

    @Inject
    ForwardedEventRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** Empty where it is no longer kept. */
    Optional<ForwardedEvent> find(DueForward forward) {
        return scope.of(forward.tenant())
                .with(handle -> handle.createQuery("""
                        SELECT id, source, provider, delivery_id, type, status, repository, actor, ref, subject, action, url,
                               occurred_at, received_at, stored_at, content_type, traceparent, data,
                               coalesce(edited_body, body) AS body
                        FROM event WHERE tenant_id = :tenant AND received_at = :receivedAt AND id = :id
                        """)
                        .bind("tenant", forward.tenant().value())
                        .bind("receivedAt", forward.receivedAt().atOffset(ZoneOffset.UTC))
                        .bind("id", forward.event().value())
                        .map((row, context) -> event(row))
                        .findOne());
    }

    private static ForwardedEvent event(ResultSet row) throws SQLException {
        return new ForwardedEvent(
                summary(row),
                row.getString("content_type"),
                row.getString("traceparent"),
                row.getBytes("body"),
                Optional.ofNullable(row.getString("data")));
    }

    /** The last error is between us and our operators. */
    private static EventSummary summary(ResultSet row) throws SQLException {
        return new EventSummary(
                new EventId(row.getObject("id", UUID.class)),
                row.getString("source"),
                row.getString("provider"),
                row.getString("delivery_id"),
                row.getString("type"),
                EventStatus.ofWire(row.getString("status")),
                new NormalizedEvent(
                        Optional.ofNullable(row.getString("repository")),
                        Optional.ofNullable(row.getString("actor")),
                        Optional.ofNullable(row.getString("ref")),
                        Optional.ofNullable(row.getString("subject")),
                        Optional.ofNullable(row.getString("action")),
                        Optional.ofNullable(row.getString("url")),
                        Optional.ofNullable(row.getTimestamp("occurred_at")).map(Timestamp::toInstant)),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("stored_at").toInstant(),
                Optional.empty());
    }
}
