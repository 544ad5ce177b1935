package io.devmesh.edge.task;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.work.Threads;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.JdbiException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works on tasks. Each is leased to one replica for 15 s, which renews that every 5 s; what was not renewed is taken over
 * by another, which runs it again where that does no harm, and else fails it.
 */
@ApplicationScoped
class TaskRunner {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final int TAKEN_AT_ONCE = 10;
    private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());

    private final TaskRepository tasks;
    private final TaskWork work;
    private final TaskFeed feed;
    private final Threads threads;
    private final Clock clock;
    private final String worker;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();

    TaskRunner() {
        this(null, null, null, null, null, new ServiceIdentity("", ""));
    }

    @Inject
    TaskRunner(
            TaskRepository tasks,
            TaskWork work,
            TaskFeed feed,
            Threads threads,
            Clock clock,
            ServiceIdentity identity) {
        this.tasks = tasks;
        this.work = work;
        this.feed = feed;
        this.threads = threads;
        this.clock = clock;
        // A pod that comes back under the same name must not believe that it still works on what it left.
        this.worker = identity + "/" + UUID.randomUUID();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        feed.onCancelled(this::interrupt);
        threads.every(CHECK_EVERY, this::check);
    }

    /** Who leases the tasks that are worked on here. */
    String worker() {
        return worker;
    }

    /** Works on it in a thread of its own; this replica has leased it. */
    void run(UUID id) {
        threads.execute(() -> tasks.find(id).ifPresent(this::work));
    }

    private void work(Task task) {
        TaskWork.Result result = result(task);
        try {
            if (save(task, result)) {
                feed.publish(task.id());
            }
        } catch (JdbiException away) {
            LOG.log(WARNING, "The outcome of task " + task.id() + " could not be stored: " + RootCause.of(away));
        }
    }

    private TaskWork.Result result(Task task) {
        running.put(task.id(), Thread.currentThread());
        try {
            return work.run(task);
        } catch (RuntimeException failure) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.log(ERROR, "Task " + task.id() + " failed", failure);
            }
            return new TaskWork.Result.Failed(error("Internal error; the server's log has the details"));
        } finally {
            running.remove(task.id());
            // What cancelled it must not hit the statement that stores its outcome.
            boolean unused = Thread.interrupted();
        }
    }

    private boolean save(Task task, TaskWork.Result result) {
        return switch (result) {
            case TaskWork.Result.Completed(ObjectNode value) -> tasks.complete(task.id(), value, clock.instant());
            case TaskWork.Result.Failed(ObjectNode error) -> tasks.fail(task.id(), error, clock.instant());
            case TaskWork.Result.Asks(ObjectNode requests, var state) ->
                tasks.ask(task.id(), requests, state, clock.instant());
        };
    }

    private void interrupt(UUID id) {
        running.computeIfPresent(id, (unused, thread) -> {
            thread.interrupt();
            return thread;
        });
    }

    private void check() {
        try {
            if (!running.isEmpty()) {
                tasks.renew(worker, List.copyOf(running.keySet()), clock.instant());
            }
            tasks.takeOver(worker, TAKEN_AT_ONCE, clock.instant()).forEach(this::goOn);
            tasks.forgetExpired(clock.instant());
        } catch (JdbiException failure) {
            if (DatabaseFailure.of(failure) != DatabaseFailure.AWAY) {
                throw failure;
            }
        }
    }

    private void goOn(UUID id) {
        tasks.find(id).ifPresent(task -> {
            if (work.isRepeatable(task)) {
                LOG.log(WARNING, "Task " + id + " is run again, because its replica is gone");
                run(id);
            } else if (tasks.fail(
                    id,
                    error("The replica that worked on it is gone, and the tool does not say that it can be repeated"),
                    clock.instant())) {
                feed.publish(id);
            }
        });
    }

    private static ObjectNode error(String message) {
        return Json.mapper().createObjectNode().put("code", -32603).put("message", message);
    }
}
