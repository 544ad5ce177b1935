package io.devmesh.edge.mcp.session;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.mcp.ErrorStyle;

/** Errors of 2025-11-25 and older: most are answers like any other. */
enum SessionErrors implements ErrorStyle {
    INSTANCE;

    @Override
    public JsonRpcError inOwnWords(JsonRpcError error) {
        return error;
    }

    @Override
    public int httpStatus(JsonRpcErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, PARSE_ERROR -> 400;
            case FORBIDDEN -> 403;
            case SESSION_NOT_FOUND -> 404;
            case LIMIT_EXCEEDED -> 429;
            case UNAVAILABLE -> 503;
            case METHOD_NOT_FOUND,
                    INVALID_PARAMS,
                    INTERNAL_ERROR,
                    UNAUTHORIZED,
                    RESOURCE_NOT_FOUND,
                    HEADER_MISMATCH,
                    MISSING_CLIENT_CAPABILITY,
                    UNSUPPORTED_PROTOCOL_VERSION -> 200;
        };
    }
}
