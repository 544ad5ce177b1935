package io.devmesh.edge.mcp;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INTERNAL_ERROR;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.admission.RateLimitFields;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.DatabaseFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import tools.jackson.databind.node.ObjectNode;

/** The one place that turns what was thrown into an answer. Only what a client may know goes into it. */
public final class ErrorReplies {
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(ErrorReplies.class.getName());

    private ErrorReplies() {}

    /** What {@code work} replies, or an error in place of what it threw. */
    public static McpReply answering(Optional<RequestId> id, ErrorStyle style, Supplier<McpReply> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            return of(id, failure, style);
        }
    }

    static McpReply.Answer of(Optional<RequestId> id, RuntimeException failure, ErrorStyle style) {
        return switch (failure) {
            case JsonRpcException refused ->
                new McpReply.Answer(
                                new JsonRpcReply.Failure(id, style.inOwnWords(refused.error())),
                                style.httpStatus(refused.error().code()),
                                RateLimitFields.retryAfter(refused.error()),
                                Optional.empty())
                        .challenging(challenge(refused.error()));
            case JdbiException database
            when DatabaseFailure.of(database) == DatabaseFailure.AWAY -> {
                LOG.log(WARNING, "PostgreSQL is away: " + database.getMessage());
                yield unavailable(id);
            }
            default -> {
                LOG.log(ERROR, "A request failed", failure);
                yield McpReply.Answer.of(
                        new JsonRpcReply.Failure(
                                id,
                                JsonRpcError.of(INTERNAL_ERROR, "Internal error; the server's log has the details")),
                        500);
            }
        };
    }

    /** Stands in the data too, for transports without headers. */
    private static Optional<String> challenge(JsonRpcError error) {
        return error.data()
                .map(data -> data.path("www_authenticate").asString(""))
                .filter(challenge -> !challenge.isEmpty());
    }

    /** Whether a token holds can't be told now. */
    static McpReply.Answer keysAway() {
        return new McpReply.Answer(
                new JsonRpcReply.Failure(
                        Optional.empty(),
                        JsonRpcError.of(
                                UNAVAILABLE,
                                "The authorization server's keys can't be had now; try again in "
                                        + RETRY_AFTER.toSeconds() + " seconds")),
                503,
                Optional.of(RETRY_AFTER),
                Optional.empty());
    }

    static McpReply.Answer unavailable(Optional<RequestId> id) {
        ObjectNode data = Json.mapper()
                .createObjectNode()
                .put("code", "SERVICE_OFFLINE")
                .put("retry_after_seconds", RETRY_AFTER.toSeconds());
        return new McpReply.Answer(
                new JsonRpcReply.Failure(
                        id,
                        new JsonRpcError(
                                INTERNAL_ERROR,
                                "The event store is away; try again in " + RETRY_AFTER.toSeconds() + " seconds",
                                Optional.of(data))),
                503,
                Optional.of(RETRY_AFTER),
                Optional.empty());
    }
}
