package io.devmesh.edge.task;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of {@code mcp_task}. Every change says which status it goes out from, so that of two that meet only one happens;
 * methods that change return whether they did.
 */
@ApplicationScoped
public class TaskRepository {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final DatabaseScope scope;

    TaskRepository() {
        this(null);
    }

    @Inject
    public TaskRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    void insert(Task task, String worker) {
        scope.of(task.owner().tenant())
                .use(handle -> handle.createUpdate("""
                        INSERT INTO mcp_task (id, tenant_id, key_id, tool, arguments, capabilities, status, input_responses,
                            state, created_at, updated_at, expires_at, worker, leased_until, scopes, toolset)
                        VALUES (:id, :tenant, :key, :tool, :arguments::json, :capabilities::json, 'working',
                            :responses::jsonb, :state::json, :now, :now, :expires, :worker, :until, :scopes, :toolset)""")
                        .bind("scopes", task.owner().grants().wires().toArray(String[]::new))
                        .bind("toolset", task.owner().grants().tools().toArray(String[]::new))
                        .bind("id", task.id())
                        .bind("tenant", task.owner().tenant().value())
                        .bind("key", task.owner().keyId())
                        .bind("tool", task.tool())
                        .bind("arguments", text(task.arguments()))
                        .bind("capabilities", text(task.capabilities()))
                        .bind("responses", text(task.inputResponses()))
                        .bind("state", task.state().map(TaskRepository::text).orElse(null))
                        .bind("now", task.createdAt())
                        .bind("until", task.createdAt().plus(LEASE))
                        .bind("expires", task.expiresAt())
                        .bind("worker", worker)
                        .execute());
    }

    /** Those of others, and those that are forgotten, look as if they were not there. */
    public Optional<Task> find(Authenticated owner, UUID id, Instant now) {
        return scope.of(owner.tenant())
                .with(handle -> handle.createQuery(
                                "SELECT * FROM mcp_task WHERE id = :id AND tenant_id = :tenant AND key_id = :key AND expires_at > :now")
                        .bind("id", id)
                        .bind("tenant", owner.tenant().value())
                        .bind("key", owner.keyId())
                        .bind("now", now)
                        .map((row, context) -> task(row))
                        .findOne());
    }

    Optional<Task> find(UUID id) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT * FROM mcp_task WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> task(row))
                        .findOne());
    }

    /** From working. */
    boolean complete(UUID id, ObjectNode result, Instant now) {
        return change("status = 'completed', result = :json::json", id, "working", now, text(result));
    }

    /** From working. */
    boolean fail(UUID id, ObjectNode error, Instant now) {
        return change(
                "status = 'failed', error = :json::json, status_message = :json::json ->> 'message'",
                id,
                "working",
                now,
                text(error));
    }

    /** From working. */
    boolean ask(UUID id, ObjectNode requests, Optional<ObjectNode> state, Instant now) {
        return scope.ofAll()
                        .with(handle -> update(handle.createUpdate("""
                                        UPDATE mcp_task SET status = 'input_required', input_requests = :json::jsonb,
                                            state = :state::json, updated_at = :now, worker = NULL, leased_until = NULL
                                        WHERE id = :id AND status = 'working'"""), id, now)
                                .bind("json", text(requests))
                                .bind("state", state.map(TaskRepository::text).orElse(null))
                                .execute())
                == 1;
    }

    /**
     * Takes the answers to what is asked, and drops the others. Returns whether nothing is asked any more, in which case
     * the caller is the one who goes on.
     */
    boolean answer(UUID id, ObjectNode responses, String worker, Instant now) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        WITH given AS (
                            SELECT t.id, coalesce(jsonb_object_agg(a.key, a.value) FILTER (WHERE t.input_requests ?? a.key), '{}') AS answers
                            FROM mcp_task t LEFT JOIN jsonb_each(:json::jsonb) a ON true
                            WHERE t.id = :id AND t.status = 'input_required' GROUP BY t.id)
                        UPDATE mcp_task t SET
                            input_responses = t.input_responses || g.answers,
                            input_requests = t.input_requests - ARRAY(SELECT jsonb_object_keys(g.answers)),
                            status = CASE WHEN t.input_requests - ARRAY(SELECT jsonb_object_keys(g.answers)) = '{}'
                                THEN 'working' ELSE t.status END,
                            worker = :worker, leased_until = :until, updated_at = :now
                        FROM given g WHERE t.id = g.id AND t.status = 'input_required'
                        RETURNING t.status = 'working'""")
                        .bind("json", text(responses))
                        .bind("id", id)
                        .bind("worker", worker)
                        .bind("now", now)
                        .bind("until", now.plus(LEASE))
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    /** From any status that is not the last. */
    boolean cancel(UUID id, Instant now) {
        return scope.ofAll()
                        .with(handle ->
                                update(handle.createUpdate("""
                                        UPDATE mcp_task SET status = 'cancelled', updated_at = :now, worker = NULL,
                                            leased_until = NULL WHERE id = :id AND status IN ('working', 'input_required')"""), id, now).execute())
                == 1;
    }

    /** Says that {@code worker} is alive and still works on them. */
    void renew(String worker, List<UUID> ids, Instant now) {
        scope.ofAll()
                .use(handle -> handle.createUpdate("UPDATE mcp_task SET worker = :worker, leased_until = :until"
                                + " WHERE id = ANY(:ids) AND worker = :worker AND status = 'working'")
                        .bindArray("ids", UUID.class, ids)
                        .bind("worker", worker)
                        .bind("until", now.plus(LEASE))
                        .execute());
    }

    /** Takes over up to {@code limit} whose worker has not been heard of. */
    List<UUID> takeOver(String worker, int limit, Instant now) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        UPDATE mcp_task SET worker = :worker, leased_until = :until
                        WHERE id IN (SELECT id FROM mcp_task WHERE status = 'working' AND leased_until < :now
                            ORDER BY leased_until LIMIT :limit FOR UPDATE SKIP LOCKED) RETURNING id""")
                        .bind("worker", worker)
                        .bind("now", now)
                        .bind("until", now.plus(LEASE))
                        .bind("limit", limit)
                        .mapTo(UUID.class)
                        .list());
    }

    int forgetExpired(Instant now) {
        return scope.ofAll()
                .with(handle -> handle.createUpdate("DELETE FROM mcp_task WHERE expires_at < :now")
                        .bind("now", now)
                        .execute());
    }

    private boolean change(String assignments, UUID id, String from, Instant now, String json) {
        return scope.ofAll()
                        .with(handle -> update(
                                        handle.createUpdate("UPDATE mcp_task SET " + assignments
                                                + ", updated_at = :now, worker = NULL, leased_until = NULL"
                                                + " WHERE id = :id AND status = :from"),
                                        id,
                                        now)
                                .bind("from", from)
                                .bind("json", json)
                                .execute())
                == 1;
    }

    private static Update update(Update update, UUID id, Instant now) {
        return update.bind("id", id).bind("now", now);
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                owner(row),
                row.getString("tool"),
                json(row, "arguments").orElseThrow(),
                json(row, "capabilities").orElseThrow(),
                TaskStatus.ofWire(row.getString("status")),
                Optional.ofNullable(row.getString("status_message")),
                json(row, "input_requests").orElseThrow(),
                json(row, "input_responses").orElseThrow(),
                json(row, "state"),
                json(row, "result"),
                json(row, "error"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    /** As it was when it began the task; that it may not begin another does not end this one. */
    private static Authenticated owner(ResultSet row) throws SQLException {
        return new Authenticated(
                row.getObject("key_id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                "",
                Grants.known(texts(row, "scopes"), texts(row, "toolset")),
                Optional.empty());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Optional<ObjectNode> json(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column))
                .map(text -> (ObjectNode) Json.mapper().readTree(text));
    }

    private static String text(ObjectNode json) {
        return Json.mapper().writeValueAsString(json);
    }
}
