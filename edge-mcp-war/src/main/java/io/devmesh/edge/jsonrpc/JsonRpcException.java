package io.devmesh.edge.jsonrpc;

/** A request that is answered with an error. */
public final class JsonRpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JsonRpcError error;

    public JsonRpcException(JsonRpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public JsonRpcException(JsonRpcErrorCode code, String message) {
        this(JsonRpcError.of(code, message));
    }

    public JsonRpcError error() {
        return error;
    }
}
