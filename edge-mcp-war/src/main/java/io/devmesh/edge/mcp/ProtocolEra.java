package io.devmesh.edge.mcp;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;

/** The port that each era of the protocol implements. */
public interface ProtocolEra {
    ProtocolVersion.Era era();

    /** Answers {@code request}; throws JsonRpcException, or what a tool threw, which the gateway translates. */
    McpReply handle(Authenticated caller, JsonRpcMessage.Request request, McpHeaders headers);

    /** The HTTP status of a request that failed with that error. */
    int httpStatus(JsonRpcErrorCode code);
}
