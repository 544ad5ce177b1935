package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.operation.Params;
import io.devmesh.edge.mcp.operation.ToolOperation;
import io.devmesh.edge.task.Task;
import io.devmesh.edge.task.Tasks;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The extension {@code io.modelcontextprotocol/tasks} (SEP-2663): calls that are polled. */
@ApplicationScoped
class TaskMethods {
    private static final long POLL_MILLIS = 1_000;

    private final Tasks tasks;

    TaskMethods() {
        this(null);
    }

    @Inject
    TaskMethods(Tasks tasks) {
        this.tasks = tasks;
    }

    /** A {@code CreateTaskResult}; the task is stored by then. */
    McpReply create(Authenticated caller, RequestId id, ToolOperation operation, Answers answers) {
        ObjectNode responses = Json.mapper().createObjectNode();
        answers.byName().forEach((name, answer) -> responses.set(name, answer.json()));
        Task task = tasks.create(
                caller,
                new Tasks.Order(
                        operation.name().value(),
                        operation.arguments(),
                        ClientCapability.toJson(answers.capabilities()),
                        storable(responses),
                        answers.state()));
        return Results.of(id, "task", describe(task));
    }

    McpReply get(Sender sender, JsonRpcMessage.Request request) {
        return Results.complete(request.id(), detail(find(sender, request.params())));
    }

    McpReply update(Sender sender, JsonRpcMessage.Request request) {
        Task task = find(sender, request.params());
        ObjectNode responses = Json.mapper().createObjectNode();
        Rounds.read(request.params().path("inputResponses"))
                .forEach((name, answer) -> responses.set(name, answer.json()));
        tasks.answer(task, storable(responses));
        return Results.complete(request.id(), Json.mapper().createObjectNode());
    }

    McpReply cancel(Sender sender, JsonRpcMessage.Request request) {
        tasks.cancel(find(sender, request.params()));
        return Results.complete(request.id(), Json.mapper().createObjectNode());
    }

    Optional<Task> find(Authenticated caller, String taskId) {
        return parse(taskId).flatMap(id -> tasks.find(caller, id));
    }

    static void requireTasks(ObjectNode params) {
        if (!Results.capabilities(params).contains(ClientCapability.TASKS)) {
            throw StatelessCalls.missing(EnumSet.of(ClientCapability.TASKS));
        }
    }

    /** A task with what its status adds, as {@code tasks/get} and {@code notifications/tasks} have it. */
    static ObjectNode detail(Task task) {
        ObjectNode json = describe(task);
        switch (task.status()) {
            case INPUT_REQUIRED -> json.set("inputRequests", task.inputRequests());
            case COMPLETED -> json.set("result", task.result().orElseThrow());
            case FAILED -> json.set("error", task.error().orElseThrow());
            case WORKING, CANCELLED -> {}
        }
        return json;
    }

    private Task find(Sender sender, ObjectNode params) {
        requireTasks(params);
        return find(sender.caller(), Params.text(params, "taskId"))
                .orElseThrow(() -> Params.invalid("There is no such task"));
    }

    private static ObjectNode describe(Task task) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("taskId", task.id().toString())
                .put("status", task.status().wire());
        task.statusMessage().ifPresent(text -> json.put("statusMessage", text));
        return json.put("createdAt", task.createdAt().toString())
                .put("lastUpdatedAt", task.updatedAt().toString())
                .put(
                        "ttlMs",
                        Duration.between(task.createdAt(), task.expiresAt()).toMillis())
                .put("pollIntervalMs", POLL_MILLIS);
    }

    /** PostgreSQL keeps no NUL in what it can look into. */
    private static ObjectNode storable(ObjectNode responses) {
        if (Json.mapper().writeValueAsString(responses).contains("\\u0000")) {
            throw Params.invalid("params.inputResponses has a NUL character");
        }
        return responses;
    }

    private static Optional<UUID> parse(String taskId) {
        try {
            return Optional.of(UUID.fromString(taskId));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
