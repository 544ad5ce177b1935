package io.devmesh.edge.jsonrpc;

import tools.jackson.databind.node.ObjectNode;

/** A message from a client. Absent params are an empty object. */
public sealed interface JsonRpcMessage {
    /** Wants an answer. */
    record Request(RequestId id, String method, ObjectNode params) implements JsonRpcMessage {}

    /** Wants none. */
    record Notification(String method, ObjectNode params) implements JsonRpcMessage {}

    /** Answers a request of ours. */
    record Response(RequestId id, ObjectNode message) implements JsonRpcMessage {}
}
