package io.devmesh.edge.jsonrpc;

/** What came out of reading a message: the message, or the error to answer with. */
public sealed interface Parsed {
    record Message(JsonRpcMessage message) implements Parsed {}

    record Malformed(JsonRpcReply.Failure reply) implements Parsed {}
}
