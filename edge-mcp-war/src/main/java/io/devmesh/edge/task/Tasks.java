package io.devmesh.edge.task;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with tasks. Everything throws JdbiException where PostgreSQL is away. */
@ApplicationScoped
public class Tasks {
    private final TaskRepository repository;
    private final TaskRunner runner;
    private final TaskFeed feed;
    private final TaskConfig config;
    private final Clock clock;

    Tasks() {
        this(null, null, null, null, null);
    }

    @Inject
    Tasks(TaskRepository repository, TaskRunner runner, TaskFeed feed, TaskConfig config, Clock clock) {
        this.repository = repository;
        this.runner = runner;
        this.feed = feed;
        this.config = config;
        this.clock = clock;
    }

    /** A call as it comes in: which tool, with what, and what the client has answered already. */
    public record Order(
            String tool,
            ObjectNode arguments,
            ObjectNode capabilities,
            ObjectNode inputResponses,
            Optional<ObjectNode> state) {}

    /** Stored when this returns; the work begins soon. */
    public Task create(Authenticated owner, Order order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Task task = new Task(
                UUID.randomUUID(),
                owner,
                order.tool(),
                order.arguments(),
                order.capabilities(),
                TaskStatus.WORKING,
                Optional.empty(),
                Json.mapper().createObjectNode(),
                order.inputResponses(),
                order.state(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                now.plus(config.ttl()));
        repository.insert(task, runner.worker());
        runner.run(task.id());
        return task;
    }

    /** Empty for tasks that are not, are no more, or are somebody else's. */
    public Optional<Task> find(Authenticated owner, UUID id) {
        return repository.find(owner, id, clock.instant());
    }

    /** Takes answers to what is asked; the work goes on here when nothing is asked any more. */
    public void answer(Task task, ObjectNode responses) {
        if (repository.answer(task.id(), responses, runner.worker(), clock.instant())) {
            runner.run(task.id());
        }
        feed.publish(task.id());
    }

    /** Does nothing to a task that is over. */
    public void cancel(Task task) {
        if (repository.cancel(task.id(), clock.instant())) {
            feed.publishCancelled(task.id());
        }
    }
}
