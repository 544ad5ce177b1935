package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a tenant waits in PostgreSQL, and what is dead. */
@ApplicationScoped
public class QueueRepository {
    private final DatabaseScope scope;

    QueueRepository() {
        this(null);
    }

    @Inject
    public QueueRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * {@code {"waiting":[{"source":…,"status":…,"paused":…,"events":…,"oldest_received_at":…,"next_due_at":…},…],"dead":[{"source":…,
     * "events":…,"oldest_received_at":…},…],"outbox":{"pending":…,"oldest_pending_at":…,"dead":…}}}.
     */
    public ObjectNode status(TenantId tenant) {
        return scope.of(tenant).with(handle -> {
            ObjectNode status = Json.mapper().createObjectNode();
            waiting(handle, tenant, status.putArray("waiting"));
            dead(handle, tenant, status.putArray("dead"));
            outbox(handle, tenant, status.putObject("outbox"));
            return status;
        });
    }

    private static void waiting(Handle handle, TenantId tenant, ArrayNode list) {
        handle.createQuery("""
                        SELECT w.source, e.status, s.paused_at IS NOT NULL AS paused, count(*) AS events,
                               min(w.received_at) AS oldest, min(nullif(w.due_at, 'infinity')) AS due
                        FROM event_work w
                        JOIN event e ON e.tenant_id = w.tenant_id AND e.received_at = w.received_at AND e.id = w.event_id
                        LEFT JOIN webhook_source s ON s.name = w.source
                        WHERE w.tenant_id = :tenant GROUP BY 1, 2, 3 ORDER BY 1, 2
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> {
                    ObjectNode json = list.addObject()
                            .put("source", row.getString("source"))
                            .put("status", row.getString("status"))
                            .put("paused", row.getBoolean("paused"))
                            .put("events", row.getLong("events"));
                    putTime(json, "oldest_received_at", row, "oldest");
                    putTime(json, "next_due_at", row, "due");
                    return json;
                })
                .list();
    }

    private static void dead(Handle handle, TenantId tenant, ArrayNode list) {
        handle.createQuery("""
                        SELECT source, count(*) AS events, min(received_at) AS oldest FROM event
                        WHERE tenant_id = :tenant AND status = 'dead' GROUP BY 1 ORDER BY 1
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> {
                    ObjectNode json = list.addObject()
                            .put("source", row.getString("source"))
                            .put("events", row.getLong("events"));
                    putTime(json, "oldest_received_at", row, "oldest");
                    return json;
                })
                .list();
    }

    private static void outbox(Handle handle, TenantId tenant, ObjectNode json) {
        handle.createQuery("""
                        SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
                               min(created_at) FILTER (WHERE status = 'pending') AS oldest,
                               count(*) FILTER (WHERE status = 'dead') AS dead
                        FROM outbox WHERE tenant_id = :tenant AND status IN ('pending', 'dead')
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> {
                    json.put("pending", row.getLong("pending")).put("dead", row.getLong("dead"));
                    putTime(json, "oldest_pending_at", row, "oldest");
                    return json;
                })
                .one();
    }

    private static void putTime(ObjectNode json, String name, ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        if (time != null) {
            json.put(name, time.toInstant().toString());
        }
    }
}
