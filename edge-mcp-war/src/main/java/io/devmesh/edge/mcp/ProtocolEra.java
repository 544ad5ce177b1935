package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcMessage;

/** The port that each era of the protocol implements. Everything may throw what the gateway translates. */
public interface ProtocolEra extends ErrorStyle {
    ProtocolVersion.Era era();

    /** Answers {@code request}; throws JsonRpcException, or what a tool threw. */
    McpReply handle(Sender sender, JsonRpcMessage.Request request);

    /** Takes what a client tells without asking. */
    McpReply take(Sender sender, JsonRpcMessage.Notification notification);

    /** Takes a client's answer to a request of ours. */
    McpReply take(Sender sender, JsonRpcMessage.Response response);

    /** A client that wants to listen without a request (HTTP GET). */
    McpReply listen(Sender sender);

    /** A client that ends its session (HTTP DELETE). */
    McpReply end(Sender sender);

    /** How many messages a client may send in one array; 0 where there are no batches. */
    int batchSize(Sender sender);
}
