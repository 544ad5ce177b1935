package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Of an answer that was ready {@code now}, to a request that came at {@code start}, in {@link System#nanoTime}. */
    void record(JsonRpcMessage.Request request, McpReply.Answer answer, long start) {
        timers.computeIfAbsent(labels(request, answer), this::timer)
                .update(Duration.ofNanos(System.nanoTime() - start));
    }

    /** The same conversation, whose answer is recorded when it is given. */
    Conversation timed(Conversation conversation, JsonRpcMessage.Request request, long start) {
        return new TimedConversation(conversation, answer -> record(request, answer, start));
    }

    private Labels labels(JsonRpcMessage.Request request, McpReply.Answer answer) {
        String method = McpMethod.ofWire(request.method()).map(McpMethod::wire).orElse("other");
        String tool = method.equals(McpMethod.TOOLS_CALL.wire())
                ? tools.find(request.params().path("name").asString("")).isPresent()
                        ? request.params().path("name").stringValue()
                        : "other"
                : "";
        return new Labels(method, tool, outcome(answer.message()));
    }

    private static String outcome(JsonRpcReply reply) {
        return switch (reply) {
            case JsonRpcReply.Failure failure -> "error";
            case JsonRpcReply.Success success ->
                success.result().path("isError").asBoolean(false) ? "refused" : "success";
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
