package io.devmesh.shared.event;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Ordering;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** What operators do to dead events. Each event changes with its attempt and its place in the queue, or not at all. */
@ApplicationScoped
public class DeadLetterRepository {
    private static final String THE_EVENT = """
            tenant_id = :tenant AND id = :id AND received_at = (SELECT k.received_at FROM event_key k WHERE k.id = :id)
            """;

    private final DatabaseScope scope;

    DeadLetterRepository() {
        this(null);
    }

    @Inject
    public DeadLetterRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** What was done to the event, from the first; empty where the tenant has no such event. */
    public List<EventAttempt> attempts(TenantId tenant, EventId id) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("""
                        SELECT number, at, status, error, actor FROM event_history
                        WHERE tenant_id = :tenant AND event_id = :id
                          AND received_at = (SELECT k.received_at FROM event_key k WHERE k.id = :id)
                        ORDER BY number
                        """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .map((row, context) -> new EventAttempt(
                                row.getInt("number"),
                                row.getTimestamp("at").toInstant(),
                                EventStatus.ofWire(row.getString("status")),
                                Optional.ofNullable(row.getString("error")),
                                row.getString("actor")))
                        .list());
    }

    /** The body that an operator gave the event in place of its own. */
    public Optional<byte[]> editedBody(TenantId tenant, EventId id) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery(
                                "SELECT edited_body FROM event WHERE edited_body IS NOT NULL AND " + THE_EVENT)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .mapTo(byte[].class)
                        .findOne());
    }

    /** The oldest dead events behind {@code after} that match {@code filter}, the oldest first; whatever status it names. */
    public List<EventCursor> oldest(TenantId tenant, EventFilter filter, Optional<EventCursor> after, int limit) {
        EventCondition condition = new EventCondition(tenant, filter.withStatus(EventStatus.DEAD));
        after.ifPresent(place -> {
            condition.and("(received_at, id) > (:afterTime, :afterId)");
            condition.bind("afterTime", place.receivedAt());
            condition.bind("afterId", place.id());
        });
        return scope.of(tenant)
                .with(handle -> handle.createQuery("SELECT received_at, id FROM event WHERE " + condition
                                + " ORDER BY received_at, id LIMIT :limit")
                        .bindMap(condition.bindings())
                        .bind("limit", limit)
                        .map((row, context) -> new EventCursor(
                                row.getTimestamp("received_at").toInstant(), row.getObject("id", UUID.class)))
                        .list());
    }

    /**
     * Has the event processed again.
     *
     * @param edited what is processed in place of its body, which stays; without it the body as it was received
     * @return false where it is not dead, any more
     */
    public boolean replay(TenantId tenant, EventId id, Optional<byte[]> edited, String actor) {
        return scope.of(tenant).with(handle -> {
            Optional<Dead> dead = lock(handle, tenant, id);
            dead.ifPresent(found -> {
                WebhookEvent event = found.with(edited);
                change(handle, event, EventStatus.REPLAYED, edited, actor);
                enqueue(handle, event, OrderKey.of(event, found.ordering()));
            });
            return dead.isPresent();
        });
    }

    /** Wants no more of the event; false where it is not dead, any more. */
    public boolean discard(TenantId tenant, EventId id, String actor) {
        return scope.of(tenant).with(handle -> {
            Optional<Dead> dead = lock(handle, tenant, id);
            dead.ifPresent(found -> change(handle, found.event(), EventStatus.IGNORED, Optional.empty(), actor));
            return dead.isPresent();
        });
    }

    /** @param event with the body as received */
    private record Dead(WebhookEvent event, Ordering ordering) {
        WebhookEvent with(Optional<byte[]> edited) {
            return edited.map(event::withBody).orElse(event);
        }
    }

    private static Optional<Dead> lock(Handle handle, TenantId tenant, EventId id) {
        return handle.createQuery("""
                        SELECT e.*, (SELECT s.processing FROM webhook_source s WHERE s.name = e.source) AS processing
                        FROM event e WHERE e.status = 'dead' AND
                        """ + THE_EVENT + " FOR UPDATE OF e")
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map((row, context) -> new Dead(EventRepository.webhookEvent(row), ordering(row)))
                .findOne();
    }

    /** As usual where there is no such source any more. */
    private static Ordering ordering(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("processing"))
                .map(json -> Processing.of((ObjectNode) Json.mapper().readTree(json)))
                .orElseGet(Processing::standard)
                .order();
    }

    private static void change(
            Handle handle, WebhookEvent event, EventStatus next, Optional<byte[]> edited, String actor) {
        String action = next == EventStatus.REPLAYED ? "event.replay" : "event.discard";
        ObjectNode detail = Json.mapper()
                .createObjectNode()
                .put("source", event.source().value())
                .put("edited", edited.isPresent());
        AuditRepository.append(
                handle,
                AuditEntry.ofNow(event.tenant(), actor, action, event.id().toString(), detail));
        handle.createUpdate("""
                        WITH changed AS (
                            UPDATE event SET status = :status, edited_body = :edited
                            WHERE tenant_id = :tenant AND received_at = :received AND id = :id)
                        INSERT INTO event_attempt (event_id, tenant_id, received_at, number, status, error, actor)
                        VALUES (:id, :tenant, :received,
                                (SELECT coalesce(max(a.number), 0) + 1 FROM event_attempt a
                                 WHERE a.received_at = :received AND a.event_id = :id),
                                :status, NULL, :actor)
                        """)
                .bind("status", next.wire())
                .bind("edited", edited.orElse(null))
                .bind("tenant", event.tenant().value())
                .bind("received", event.receivedAt())
                .bind("id", event.id().value())
                .bind("actor", actor)
                .execute();
    }

    private static void enqueue(Handle handle, WebhookEvent event, Optional<String> orderKey) {
        handle.createUpdate("""
                        INSERT INTO event_work (event_id, tenant_id, received_at, source, order_key, due_at)
                        VALUES (:id, :tenant, :received, :source, :key,
                                -- Of an order only the first is due.
                                CASE WHEN EXISTS (SELECT FROM event_work b
                                                  WHERE b.order_key = :key AND b.received_at <= :received)
                                     THEN 'infinity' ELSE now() END)
                        """)
                .bind("id", event.id().value())
                .bind("tenant", event.tenant().value())
                .bind("received", event.receivedAt())
                .bind("source", event.source().value())
                .bind("key", orderKey.orElse(null))
                .execute();
    }
}
