package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.operation.BatchCalls;
import io.devmesh.edge.mcp.operation.Completions;
import io.devmesh.edge.mcp.operation.Listings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.node.ObjectNode;

/** The methods that are answered at once. */
@ApplicationScoped
class StatelessMethods {
    private final Listings listings;
    private final Completions completions;
    private final BatchCalls batchCalls;

    StatelessMethods() {
        this(null, null, null);
    }

    @Inject
    StatelessMethods(Listings listings, Completions completions, BatchCalls batchCalls) {
        this.listings = listings;
        this.completions = completions;
        this.batchCalls = batchCalls;
    }

    McpReply answer(McpMethod method, Authenticated caller, JsonRpcMessage.Request request) {
        RequestId id = request.id();
        ObjectNode params = request.params();
        return switch (method) {
            case SERVER_DISCOVER -> Results.cacheable(id, Results.discovery());
            case TOOLS_LIST -> Results.cacheable(id, listings.tools(caller, params));
            case PROMPTS_LIST -> Results.cacheable(id, listings.prompts(caller, params));
            case RESOURCES_LIST -> Results.cacheable(id, listings.resources(caller, params));
            case RESOURCES_TEMPLATES_LIST -> Results.cacheable(id, listings.templates(caller, params));
            case COMPLETION_COMPLETE -> Results.complete(id, completions.complete(caller, params));
            case TOOLS_BATCH -> Results.complete(id, batchCalls.call(caller, params));
            case INITIALIZE,
                    PING,
                    LOGGING_SET_LEVEL,
                    RESOURCES_SUBSCRIBE,
                    RESOURCES_UNSUBSCRIBE,
                    TOOLS_CALL,
                    PROMPTS_GET,
                    RESOURCES_READ,
                    SUBSCRIPTIONS_LISTEN,
                    TASKS_GET,
                    TASKS_UPDATE,
                    TASKS_CANCEL -> throw RequestChecks.unknown();
        };
    }
}
