package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.change.Interest;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.mcp.operation.ChangeMessages;
import io.devmesh.edge.task.Task;
import io.devmesh.edge.task.TaskFeed;
import io.devmesh.edge.work.RunningCall;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** One stream of changes. */
final class Subscription {
    private final RequestId id;
    private final SubscriptionFilter filter;
    private final Conversation conversation;
    private final List<Runnable> atEnd = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    Subscription(RequestId id, SubscriptionFilter filter, Conversation conversation) {
        this.id = id;
        this.filter = filter;
        this.conversation = conversation;
        conversation.onClose(this::close);
    }

    /** Says what was granted, and from then on what happens. */
    void watch(ChangeFeed feed, TaskFeed tasks, Authenticated caller, Consumer<UUID> taskChanged) {
        ObjectNode granted = Json.mapper().createObjectNode();
        granted.set("_meta", meta());
        granted.set("notifications", filter.toJson());
        conversation.send(
                StreamEvent.of(JsonRpcCodec.notification("notifications/subscriptions/acknowledged", granted)));
        onEnd(feed.watch(
                caller.tenant(),
                new Interest(
                        filter.tools(),
                        filter.prompts(),
                        filter.resources(),
                        filter::uris,
                        told -> conversation.send(
                                StreamEvent.of(ChangeMessages.notification(told.change(), Optional.of(meta())))))));
        filter.tasks().forEach(task -> onEnd(tasks.watch(task, taskChanged)));
    }

    /**
     * Where requests share a connection, the client ends it by cancelling its request. Throws JsonRpcException where a
     * request with this id is open on it already.
     */
    void cancelWith(RunningCalls running, Wire wire) {
        if (!running.add(wire, id, new RunningCall(this::close))) {
            throw new JsonRpcException(INVALID_REQUEST, "A request with this id is still being answered");
        }
        onEnd(() -> running.remove(wire, id));
    }

    void tell(Task task) {
        ObjectNode params = TaskMethods.detail(task);
        params.set("_meta", meta());
        conversation.send(StreamEvent.of(JsonRpcCodec.notification("notifications/tasks", params)));
    }

    /** The server ends it: with a result, which an end by the client does not have. */
    void finish() {
        ObjectNode result = Json.mapper().createObjectNode();
        result.set("_meta", meta());
        conversation.reply(Results.complete(id, result));
        close();
    }

    /** Runs {@code action} when it has ended, at once where it has already. */
    void onEnd(Runnable action) {
        synchronized (atEnd) {
            if (!over.get()) {
                atEnd.add(action);
                return;
            }
        }
        action.run();
    }

    private void close() {
        List<Runnable> actions;
        synchronized (atEnd) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            actions = List.copyOf(atEnd);
        }
        conversation.end();
        actions.forEach(Runnable::run);
    }

    private ObjectNode meta() {
        ObjectNode meta = Json.mapper().createObjectNode();
        meta.set(MetaKey.SUBSCRIPTION_ID.wire(), id.toJson());
        return meta;
    }
}
