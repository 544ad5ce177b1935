package io.devmesh.edge.task;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.ConnectionException;
import tools.jackson.databind.node.ObjectNode;

/** Rows within one process; two runners with the same one are two replicas. */
final class MemoryTaskRepository extends TaskRepository {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private record Row(Task task, Optional<String> worker, Instant until) {}

    private final Map<UUID, Row> rows = new HashMap<>();
    private boolean away;

    /** Whether it does as if PostgreSQL were away. */
    void setAway(boolean away) {
        this.away = away;
    }

    Task get(UUID id) {
        return rows.get(id).task();
    }

    Optional<String> worker(UUID id) {
        return rows.get(id).worker();
    }

    @Override
    void insert(Task task, String worker) {
        rows.put(task.id(), new Row(task, Optional.of(worker), task.createdAt().plus(LEASE)));
    }

    @Override
    Optional<Task> find(UUID id) {
        check();
        return Optional.ofNullable(rows.get(id)).map(Row::task);
    }

    @Override
    boolean complete(UUID id, ObjectNode result, Instant now) {
        return change(id, now, task -> with(task, TaskStatus.COMPLETED, Optional.of(result), Optional.empty()));
    }

    @Override
    boolean fail(UUID id, ObjectNode error, Instant now) {
        return change(id, now, task -> with(task, TaskStatus.FAILED, Optional.empty(), Optional.of(error)));
    }

    @Override
    boolean ask(UUID id, ObjectNode requests, Optional<ObjectNode> state, Instant now) {
        return change(id, now, task -> with(task, TaskStatus.INPUT_REQUIRED, Optional.empty(), Optional.empty()));
    }

    @Override
    boolean cancel(UUID id, Instant now) {
        return change(id, now, task -> with(task, TaskStatus.CANCELLED, Optional.empty(), Optional.empty()));
    }

    @Override
    void renew(String worker, List<UUID> ids, Instant now) {
        check();
        ids.forEach(id -> rows.computeIfPresent(
                id,
                (unused, row) ->
                        row.worker().equals(Optional.of(worker)) && row.task().status() == TaskStatus.WORKING
                                ? new Row(row.task(), row.worker(), now.plus(LEASE))
                                : row));
    }

    @Override
    List<UUID> takeOver(String worker, int limit, Instant now) {
        check();
        List<UUID> expired = rows.values().stream()
                .filter(row ->
                        row.task().status() == TaskStatus.WORKING && row.until().isBefore(now))
                .map(row -> row.task().id())
                .limit(limit)
                .toList();
        expired.forEach(id -> rows.put(id, new Row(get(id), Optional.of(worker), now.plus(LEASE))));
        return expired;
    }

    @Override
    int forgetExpired(Instant now) {
        check();
        int before = rows.size();
        rows.values().removeIf(row -> row.task().expiresAt().isBefore(now));
        return before - rows.size();
    }

    private boolean change(UUID id, Instant now, UnaryOperator<Task> change) {
        check();
        Row row = rows.get(id);
        if (row == null || row.task().status() != TaskStatus.WORKING) {
            return false;
        }
        rows.put(id, new Row(change.apply(row.task()), Optional.empty(), now));
        return true;
    }

    private void check() {
        if (away) {
            throw new ConnectionException(new SQLTransientConnectionException("away"));
        }
    }

    private static Task with(Task task, TaskStatus status, Optional<ObjectNode> result, Optional<ObjectNode> error) {
        return new Task(
                task.id(),
                task.owner(),
                task.tool(),
                task.arguments(),
                task.capabilities(),
                status,
                task.statusMessage(),
                task.inputRequests(),
                task.inputResponses(),
                task.state(),
                result,
                error,
                task.createdAt(),
                task.updatedAt(),
                task.expiresAt());
    }
}
