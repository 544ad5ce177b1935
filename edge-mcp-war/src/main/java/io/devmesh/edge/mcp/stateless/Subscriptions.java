package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;

import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.task.TaskFeed;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code subscriptions/listen}: streams of what changes, until one side ends them. An open one holds no thread. */
@ApplicationScoped
class Subscriptions {
    private static final int MAX_OPEN = 20_000;

    private final ChangeFeed feed;
    private final TaskFeed taskFeed;
    private final TaskMethods tasks;
    private final ResourceRegistry resources;
    private final RunningCalls running;
    private final Threads threads;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Subscriptions() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Subscriptions(
            ChangeFeed feed,
            TaskFeed taskFeed,
            TaskMethods tasks,
            ResourceRegistry resources,
            RunningCalls running,
            Threads threads) {
        this.feed = feed;
        this.taskFeed = taskFeed;
        this.tasks = tasks;
        this.resources = resources;
        this.running = running;
        this.threads = threads;
    }

    McpReply listen(Sender sender, JsonRpcMessage.Request request) {
        if (open.size() >= MAX_OPEN) {
            throw new JsonRpcException(UNAVAILABLE, "This replica has as many open streams as it can; try again");
        }
        SubscriptionFilter filter = SubscriptionFilter.of(
                sender.caller(), request.params(), resources, id -> tasks.find(sender.caller(), id));
        return new McpReply.Later(conversation -> {
            Subscription subscription = new Subscription(request.id(), filter, conversation);
            sender.wire().ifPresent(wire -> subscription.cancelWith(running, wire));
            open.add(subscription);
            subscription.onEnd(() -> open.remove(subscription));
            subscription.watch(
                    feed,
                    taskFeed,
                    sender.caller(),
                    id -> threads.execute(
                            () -> tasks.find(sender.caller(), id.toString()).ifPresent(subscription::tell)));
            if (stopping) {
                subscription.finish();
            }
        });
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application, Shutdown shutdown) {
        shutdown.onStop(this::stop);
    }

    /** Every client is told that this is the end, so that it asks another replica at once. */
    private void stop() {
        stopping = true;
        Set.copyOf(open).forEach(Subscription::finish);
    }
}
