package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.operation.BatchCalls;
import io.devmesh.edge.mcp.operation.Completions;
import io.devmesh.edge.mcp.operation.Listings;
import io.devmesh.edge.mcp.operation.Params;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.node.ObjectNode;

/** The methods that are answered at once. */
@ApplicationScoped
class SessionMethods {
    private final Listings listings;
    private final Completions completions;
    private final BatchCalls batchCalls;
    private final ResourceRegistry resources;

    SessionMethods() {
        this(null, null, null, null);
    }

    @Inject
    SessionMethods(Listings listings, Completions completions, BatchCalls batchCalls, ResourceRegistry resources) {
        this.listings = listings;
        this.completions = completions;
        this.batchCalls = batchCalls;
        this.resources = resources;
    }

    ObjectNode result(McpMethod method, Session session, Authenticated caller, ObjectNode params) {
        return switch (method) {
            case PING -> nothing();
            case TOOLS_LIST -> listings.tools(caller, params);
            case PROMPTS_LIST -> listings.prompts(caller, params);
            case RESOURCES_LIST -> listings.resources(caller, params);
            case RESOURCES_TEMPLATES_LIST -> listings.templates(caller, params);
            case COMPLETION_COMPLETE -> completions.complete(caller, params);
            case TOOLS_BATCH -> batchCalls.call(caller, params);
            case LOGGING_SET_LEVEL -> {
                session.setLevel(LogLevel.ofWire(Params.text(params, "level"))
                        .orElseThrow(() -> Params.invalid("params.level is not a level of RFC 5424")));
                yield nothing();
            }
            case RESOURCES_SUBSCRIBE -> {
                String uri = Params.text(params, "uri");
                if (!resources.isSubscribable(caller, uri)) {
                    throw Params.invalid("Nobody could tell when this resource changes");
                }
                session.subscribe(uri);
                yield nothing();
            }
            case RESOURCES_UNSUBSCRIBE -> {
                session.unsubscribe(Params.text(params, "uri"));
                yield nothing();
            }
            case INITIALIZE,
                    TOOLS_CALL,
                    PROMPTS_GET,
                    RESOURCES_READ,
                    SERVER_DISCOVER,
                    SUBSCRIPTIONS_LISTEN,
                    TASKS_GET,
                    TASKS_UPDATE,
                    TASKS_CANCEL -> throw new JsonRpcException(METHOD_NOT_FOUND, "Method not found");
        };
    }

    private static ObjectNode nothing() {
        return Json.mapper().createObjectNode();
    }
}
