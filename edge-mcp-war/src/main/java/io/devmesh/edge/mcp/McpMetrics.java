package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Counts and times requests by method, tool and outcome; names that we do not know share one label. */
@ApplicationScoped
class McpMetrics {
    private static final Metadata REQUESTS = Metadata.builder()
            .withName("mcp_requests")
            .withDescription("Time to answer an MCP request")
            .withUnit(MetricUnits.SECONDS)
            .build();

    private record Labels(String method, String tool, String outcome) {}

    private final MetricRegistry registry;
    private final ToolRegistry tools;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    McpMetrics() {
        this(null, null);
    }

    @Inject
    McpMetrics(MetricRegistry registry, ToolRegistry tools) {
        this.registry = registry;
        this.tools = tools;
    }

    McpReply time(JsonRpcMessage.Request request, Supplier<McpReply> work) {
        long start = System.nanoTime();
        McpReply reply = work.get();
        timers.computeIfAbsent(labels(request, reply), this::timer).update(Duration.ofNanos(System.nanoTime() - start));
        return reply;
    }

    private Labels labels(JsonRpcMessage.Request request, McpReply reply) {
        String method = McpMethod.ofWire(request.method()).map(McpMethod::wire).orElse("other");
        String tool = method.equals(McpMethod.TOOLS_CALL.wire())
                ? tools.find(request.params().path("name").asString("")).isPresent()
                        ? request.params().path("name").stringValue()
                        : "other"
                : "";
        return new Labels(method, tool, outcome(reply));
    }

    private static String outcome(McpReply reply) {
        return switch (reply) {
            case McpReply.Answer(JsonRpcReply.Failure failure, int status, var retry) -> "error";
            case McpReply.Answer(JsonRpcReply.Success success, int status, var retry) ->
                success.result().path("isError").asBoolean(false) ? "refused" : "success";
            case McpReply.Accepted accepted -> "success";
        };
    }

    private Timer timer(Labels labels) {
        return registry.timer(
                REQUESTS,
                new Tag("method", labels.method()),
                new Tag("tool", labels.tool()),
                new Tag("outcome", labels.outcome()));
    }
}
