package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.mcp.operation.Params;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.task.Task;
import io.devmesh.shared.json.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client may hear of what it asked for: a {@code SubscriptionFilter} of MCP. */
record SubscriptionFilter(boolean tools, boolean prompts, boolean resources, Set<String> uris, Set<UUID> tasks) {
    private static final int MAX_NAMES = 1_000;
    private static final String TASK_IDS = "taskIds";

    /**
     * Reads it from the request's params; throws JsonRpcException where it is malformed. URIs that nobody could tell
     * anything of and tasks that the caller does not have are left out.
     */
    static SubscriptionFilter of(
            Authenticated caller,
            ObjectNode params,
            ResourceRegistry registry,
            Function<String, Optional<Task>> tasks) {
        if (!(params.path("notifications") instanceof ObjectNode asked)) {
            throw Params.invalid("params.notifications is not an object");
        }
        Set<String> uris = new LinkedHashSet<>(texts(asked, "resourceSubscriptions"));
        uris.removeIf(uri -> !registry.isSubscribable(caller, uri));
        Set<UUID> ids = new LinkedHashSet<>();
        if (asked.has(TASK_IDS)) {
            TaskMethods.requireTasks(params);
            texts(asked, TASK_IDS).forEach(id -> tasks.apply(id).ifPresent(task -> ids.add(task.id())));
        }
        return new SubscriptionFilter(
                flag(asked, "toolsListChanged"),
                flag(asked, "promptsListChanged"),
                flag(asked, "resourcesListChanged"),
                Set.copyOf(uris),
                Set.copyOf(ids));
    }

    /** A {@code SubscriptionFilter} object with what was granted. */
    ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        put(json, "toolsListChanged", tools);
        put(json, "promptsListChanged", prompts);
        put(json, "resourcesListChanged", resources);
        if (!uris.isEmpty()) {
            ArrayNode list = json.putArray("resourceSubscriptions");
            uris.forEach(list::add);
        }
        if (!tasks.isEmpty()) {
            ArrayNode list = json.putArray(TASK_IDS);
            tasks.forEach(id -> list.add(id.toString()));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, boolean granted) {
        if (granted) {
            json.put(name, true);
        }
    }

    private static boolean flag(ObjectNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Params.invalid("params.notifications." + name + " is not a boolean");
        }
        return value.asBoolean(false);
    }

    private static Set<String> texts(ObjectNode asked, String name) {
        JsonNode value = asked.path(name);
        if (value.isMissingNode()) {
            return Set.of();
        }
        if (!value.isArray() || value.size() > MAX_NAMES) {
            throw Params.invalid("params.notifications." + name + " is not a list of up to " + MAX_NAMES + " strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode member : value) {
            if (!member.isString()) {
                throw Params.invalid("params.notifications." + name + " has a member that is not a string");
            }
            texts.add(member.stringValue());
        }
        return texts;
    }
}
