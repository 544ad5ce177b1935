package io.devmesh.edge.admission;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Why something is not let in, as the client reads it. */
final class Refusal {
    private final ObjectNode data = Json.mapper().createObjectNode();
    private final String message;

    private Refusal(String code, String type, String message) {
        this.message = message;
        data.put("code", code).put("limit_type", type);
    }

    /** @param wait until a token may be there */
    static Refusal rate(LimitType type, Rate rate, Duration wait, Instant now) {
        Refusal refusal = new Refusal(
                "RATE_LIMIT",
                type.label(),
                "Too many requests: " + whose(type) + " has " + rate.perSecond() + " in a second");
        refusal.data.put("limit", rate.perSecond()).put("remaining", 0).put("window_seconds", 1);
        return refusal.until(now.plus(wait), now);
    }

    /**
     * @param period {@code day} or {@code month}
     * @param window its length
     */
    static Refusal quota(String period, Duration window, long used, long limit, Instant reset, Instant now) {
        Refusal refusal = new Refusal(
                "QUOTA_EXCEEDED",
                LimitType.QUOTA.label(),
                "The quota of this " + period + " is used up: " + limit + " calls");
        refusal.data
                .put("limit", limit)
                .put("remaining", Math.max(0, limit - used))
                .put("quota_used", used)
                .put("quota_limit", limit)
                .put("quota_period", period)
                .put("quota_reset_at", reset.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("window_seconds", window.toSeconds());
        return refusal.until(reset, now);
    }

    /** @param what of which too many are open */
    static Refusal atOnce(LimitType type, String what, int limit, Instant now) {
        Refusal refusal = new Refusal("RATE_LIMIT", type.label(), "The key has " + limit + " " + what + " at a time");
        refusal.data.put("limit", limit).put("remaining", 0);
        return refusal.until(now.plusSeconds(1), now);
    }

    /** @param limit failures in a minute */
    static Refusal authentication(int limit, Duration wait, Instant now) {
        Refusal refusal =
                new Refusal("RATE_LIMIT", "authentication", "Too many failed authentications; try again later");
        refusal.data.put("limit", limit).put("remaining", 0).put("window_seconds", 60);
        return refusal.until(now.plus(wait), now);
    }

    private Refusal until(Instant reset, Instant now) {
        long seconds = Math.max(1, (Duration.between(now, reset).toMillis() + 999) / 1000);
        data.put(
                "reset_at",
                now.plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString());
        data.put("retry_after", seconds).put("retry_after_seconds", seconds);
        return this;
    }

    JsonRpcException exception() {
        return new JsonRpcException(new JsonRpcError(JsonRpcErrorCode.LIMIT_EXCEEDED, message, Optional.of(data)));
    }

    private static String whose(LimitType type) {
        return switch (type) {
            case GLOBAL -> "this installation";
            case TENANT -> "the tenant";
            case KEY -> "the key";
            case TOOL -> "the tool, in this tenant,";
            case QUOTA, CONCURRENCY, STREAMS -> throw new IllegalArgumentException("no rate: " + type);
        };
    }
}
