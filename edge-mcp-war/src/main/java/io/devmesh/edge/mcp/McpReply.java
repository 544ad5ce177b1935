package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.shared.telemetry.Correlation;
import io.devmesh.shared.telemetry.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What goes back to the client. The HTTP statuses are for transports that have one. */
public sealed interface McpReply {
    /**
     * An answer to a request.
     *
     * @param httpStatus for Streamable HTTP
     * @param retryAfter when to try again, where that helps
     * @param sessionId of the session that this answer begins
     * @param challenge how to become somebody who gets another answer, for {@code WWW-Authenticate}
     */
    record Answer(
            JsonRpcReply message,
            int httpStatus,
            Optional<Duration> retryAfter,
            Optional<String> sessionId,
            Optional<String> challenge)
            implements McpReply {
        public Answer(JsonRpcReply message, int httpStatus, Optional<Duration> retryAfter, Optional<String> sessionId) {
            this(message, httpStatus, retryAfter, sessionId, Optional.empty());
        }

        public static Answer of(JsonRpcReply message, int httpStatus) {
            return new Answer(message, httpStatus, Optional.empty(), Optional.empty());
        }

        /** The same answer with that challenge. */
        public Answer challenging(Optional<String> how) {
            return new Answer(message, httpStatus, retryAfter, sessionId, how);
        }

        /** To a message that was not read, hence without an id. */
        public static Answer failure(JsonRpcErrorCode code, String message, int httpStatus) {
            return of(new JsonRpcReply.Failure(Optional.empty(), JsonRpcError.of(code, message)), httpStatus);
        }
    }

    /** Answers to the requests of a batch (2025-03-26 only). */
    record Batch(List<JsonRpcReply> messages) implements McpReply {}

    /** Nothing is said: 202 for what was taken, 204 for what was ended, 405 for what is not served. */
    record Silent(int httpStatus) implements McpReply {
        public static Silent accepted() {
            return new Silent(202);
        }
    }

    /** The answer comes later, through the conversation; {@code work} gets a thread of its own. */
    record Later(Consumer<Conversation> work) implements McpReply {
        @Override
        public McpReply under(TraceContext trace) {
            return new Later(conversation -> {
                try (Correlation ignored = Correlation.of(trace)) {
                    work.accept(conversation);
                }
            });
        }
    }

    /** The same, where what is still to be done logs under {@code trace}, whatever thread does it. */
    default McpReply under(TraceContext trace) {
        return this;
    }
}
