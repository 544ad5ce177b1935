package io.devmesh.edge.admission;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What HTTP says of a limit that was reached (draft-ietf-httpapi-ratelimit-headers-10).
 *
 * @param policy value of {@code RateLimit-Policy}
 * @param current value of {@code RateLimit}
 */
public record RateLimitFields(String policy, String current) {
    /** Empty where the reply tells of no limit. */
    public static Optional<RateLimitFields> of(JsonRpcReply reply) {
        return reply instanceof JsonRpcReply.Failure(var id, JsonRpcError error)
                ? dataOf(error).map(RateLimitFields::of)
                : Optional.empty();
    }

    /** When to come again; empty where the error tells of no limit. */
    public static Optional<Duration> retryAfter(JsonRpcError error) {
        return dataOf(error)
                .map(data -> Duration.ofSeconds(data.path("retry_after").longValue()));
    }

    private static Optional<ObjectNode> dataOf(JsonRpcError error) {
        return error.code() == JsonRpcErrorCode.LIMIT_EXCEEDED ? error.data() : Optional.empty();
    }

    private static RateLimitFields of(ObjectNode data) {
        String name = "\"" + data.path("limit_type").stringValue() + "\"";
        String window = data.has("window_seconds")
                ? ";w=" + data.path("window_seconds").longValue()
                : ";qu=\"concurrent-requests\"";
        return new RateLimitFields(
                name + ";q=" + data.path("limit").longValue() + window,
                name + ";r=" + data.path("remaining").longValue() + ";t="
                        + data.path("retry_after").longValue());
    }
}
