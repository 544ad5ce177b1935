package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.change.Change;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Notifications of changes. */
public final class ChangeMessages {
    private ChangeMessages() {}

    /**
     * The notification of a change, encoded.
     *
     * @param meta the {@code _meta} of the notification's params
     */
    public static byte[] notification(Change change, Optional<ObjectNode> meta) {
        ObjectNode params = Json.mapper().createObjectNode();
        meta.ifPresent(fields -> params.set("_meta", fields));
        return switch (change) {
            case Change.ToolsListChanged tools -> JsonRpcCodec.notification("notifications/tools/list_changed", params);
            case Change.PromptsListChanged prompts ->
                JsonRpcCodec.notification("notifications/prompts/list_changed", params);
            case Change.ResourcesListChanged resources ->
                JsonRpcCodec.notification("notifications/resources/list_changed", params);
            case Change.ResourceUpdated(String uri) ->
                JsonRpcCodec.notification("notifications/resources/updated", params.put("uri", uri));
        };
    }
}
