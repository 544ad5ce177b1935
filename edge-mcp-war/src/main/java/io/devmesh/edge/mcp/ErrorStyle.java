package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;

/** How an era says that something went wrong. */
public interface ErrorStyle {
    /** The error as this era would say it. */
    JsonRpcError inOwnWords(JsonRpcError error);

    /** The HTTP status of a request that failed with that error. */
    int httpStatus(JsonRpcErrorCode code);
}
