package io.devmesh.edge.mcp.operation;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.RESOURCE_NOT_FOUND;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.edge.tool.Talk;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code resources/read}. */
final class ResourceOperation implements Operation {
    private final ResourceRegistry resources;
    private final Authenticated caller;
    private final String uri;

    ResourceOperation(ResourceRegistry resources, Authenticated caller, String uri) {
        this.resources = resources;
        this.caller = caller;
        this.uri = uri;
    }

    @Override
    public Outcome run(Answers answers, Talk talk) {
        return switch (resources.read(new ResourceCall(caller, uri, answers)).orElseThrow(() -> notFound(uri))) {
            case ResourceResult.Contents(List<ResourceContents> contents) -> {
                ObjectNode json = Json.mapper().createObjectNode();
                ArrayNode list = json.putArray("contents");
                contents.forEach(piece -> list.add(piece.toJson()));
                yield new Outcome.Done(json);
            }
            case ResourceResult.Asks asks -> new Outcome.Asks(asks.question());
        };
    }

    @Override
    public String digest() {
        return Digests.of(McpMethod.RESOURCES_READ.wire(), uri, Json.mapper().nullNode());
    }

    /** The code is that of 2025-11-25 and older; the newer era has its own. */
    static JsonRpcException notFound(String uri) {
        return new JsonRpcException(new JsonRpcError(
                RESOURCE_NOT_FOUND,
                "There is no such resource",
                Optional.of(Json.mapper().createObjectNode().put("uri", uri))));
    }
}
