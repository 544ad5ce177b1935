package io.devmesh.edge.jsonrpc;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Our answer to a request. */
public sealed interface JsonRpcReply {
    record Success(RequestId id, ObjectNode result) implements JsonRpcReply {}

    /** Without an id where the request's own could not be read. */
    record Failure(Optional<RequestId> id, JsonRpcError error) implements JsonRpcReply {}
}
