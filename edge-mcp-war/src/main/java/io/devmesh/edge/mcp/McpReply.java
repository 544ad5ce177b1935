package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import java.time.Duration;
import java.util.Optional;

/** What goes back to the client. The HTTP status is for transports that have one. */
public sealed interface McpReply {
    /**
     * An answer to a request.
     *
     * @param httpStatus for Streamable HTTP
     * @param retryAfter when to try again, where that helps
     */
    record Answer(JsonRpcReply message, int httpStatus, Optional<Duration> retryAfter) implements McpReply {
        public static Answer of(JsonRpcReply message, int httpStatus) {
            return new Answer(message, httpStatus, Optional.empty());
        }

        /** To a message that was not read, hence without an id. */
        public static Answer failure(JsonRpcErrorCode code, String message, int httpStatus) {
            return of(new JsonRpcReply.Failure(Optional.empty(), JsonRpcError.of(code, message)), httpStatus);
        }
    }

    /** A notification was taken; HTTP says 202, others nothing. */
    record Accepted() implements McpReply {}
}
