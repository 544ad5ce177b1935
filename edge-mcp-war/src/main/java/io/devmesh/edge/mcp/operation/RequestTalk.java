package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.work.RunningCall;
import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes notifications of what a tool says, for one request; what the client did not ask for is dropped. */
public final class RequestTalk implements Talk {
    private final Consumer<byte[]> out;
    private final Consumer<Duration> hangUp;
    private final RunningCall call;
    private final Optional<JsonNode> progressToken;
    private final Optional<LogLevel> leastLevel;
    private double last = Double.NEGATIVE_INFINITY;

    /**
     * @param out takes encoded notifications
     * @param hangUp ends the stream for a while
     * @param params of the request, whose {@code _meta} may have a progress token
     * @param leastLevel of log messages that the client wants; empty where it wants none
     */
    public RequestTalk(
            Consumer<byte[]> out,
            Consumer<Duration> hangUp,
            RunningCall call,
            ObjectNode params,
            Optional<LogLevel> leastLevel) {
        this.out = out;
        this.hangUp = hangUp;
        this.call = call;
        this.progressToken = Optional.of(params.path("_meta").path("progressToken"))
                .filter(token -> token.isString() || token.isIntegralNumber());
        this.leastLevel = leastLevel;
    }

    @Override
    public synchronized void progress(double progress, double total, String message) {
        if (progressToken.isEmpty() || progress <= last || call.isCancelled()) {
            return;
        }
        last = progress;
        ObjectNode params = Json.mapper().createObjectNode();
        params.set("progressToken", progressToken.get());
        params.put("progress", progress);
        if (total > 0) {
            params.put("total", total);
        }
        if (!message.isEmpty()) {
            params.put("message", message);
        }
        out.accept(JsonRpcCodec.notification("notifications/progress", params));
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        if (leastLevel.filter(least -> level.compareTo(least) >= 0).isEmpty() || call.isCancelled()) {
            return;
        }
        ObjectNode params =
                Json.mapper().createObjectNode().put("level", level.wire()).put("logger", logger);
        params.set("data", data);
        out.accept(JsonRpcCodec.notification("notifications/message", params));
    }

    @Override
    public void hangUp(Duration pause) {
        hangUp.accept(pause);
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled();
    }
}
