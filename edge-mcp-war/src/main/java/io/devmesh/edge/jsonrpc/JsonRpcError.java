package io.devmesh.edge.jsonrpc;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What went wrong, as the client will read it: no stack trace, no class name, no secret. */
public record JsonRpcError(JsonRpcErrorCode code, String message, Optional<ObjectNode> data) {
    public static JsonRpcError of(JsonRpcErrorCode code, String message) {
        return new JsonRpcError(code, message, Optional.empty());
    }
}
