package io.devmesh.edge.mcp;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/list} and {@code tools/call}, in the form that both eras share. */
@ApplicationScoped
public class ToolOperations {
    private final ToolRegistry registry;
    private final ToolCaller caller;
    private final ArrayNode descriptions = Json.mapper().createArrayNode();

    ToolOperations() {
        this.registry = null;
        this.caller = null;
    }

    @Inject
    public ToolOperations(ToolRegistry registry, ToolCaller caller) {
        this.registry = registry;
        this.caller = caller;
        registry.descriptions().stream().map(ToolDescription::toJson).forEach(descriptions::add);
    }

    /** A {@code ListToolsResult}, always one page and always in the same order; the list itself is shared. */
    public ObjectNode list(ObjectNode params) {
        if (params.hasNonNull("cursor")) {
            throw new JsonRpcException(INVALID_PARAMS, "cursor is not one that this server gave");
        }
        ObjectNode result = Json.mapper().createObjectNode();
        result.set("tools", descriptions);
        return result;
    }

    /** A {@code CallToolResult}; throws JsonRpcException for an unknown tool or malformed params. */
    public ObjectNode call(Authenticated identity, ObjectNode params) {
        JsonNode name = params.path("name");
        if (!name.isString()) {
            throw new JsonRpcException(INVALID_PARAMS, "params.name is not a string");
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw new JsonRpcException(INVALID_PARAMS, "params.arguments is not an object");
        }
        ObjectNode checked =
                arguments.isObject() ? (ObjectNode) arguments : Json.mapper().createObjectNode();
        return toJson(registry.find(name.stringValue())
                .map(tool -> caller.call(tool, new ToolCall(identity, checked)))
                .orElseThrow(
                        () -> new JsonRpcException(INVALID_PARAMS, "Unknown tool: " + shorten(name.stringValue()))));
    }

    private static ObjectNode toJson(ToolResult result) {
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode text = json.putArray("content").addObject();
        text.put("type", "text");
        switch (result) {
            case ToolResult.Structured structured -> {
                text.put("text", Json.mapper().writeValueAsString(structured.value()));
                json.set("structuredContent", structured.value());
                json.put("isError", false);
            }
            case ToolResult.Refusal refusal -> {
                text.put("text", refusal.reason());
                json.put("isError", true);
            }
            case ToolResult.Content content -> {}
            case ToolResult.Asks asks -> {}
        }
        return json;
    }

    private static String shorten(String name) {
        return name.length() <= 128 ? name : name.substring(0, 128) + "…";
    }
}
