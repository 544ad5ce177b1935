package io.devmesh.edge.tool;

import io.devmesh.edge.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks the key's scopes and the arguments, and calls the tool or takes its remembered result. */
@ApplicationScoped
public class ToolCaller {
    private final ToolResultCache results;
    private final Optional<AuditTrail> audit;

    /** Remembers no results, and notes nothing. */
    public ToolCaller() {
        this(ToolResultCache.off(), Optional.empty());
    }

    @Inject
    ToolCaller(ToolResultCache results, AuditTrail audit) {
        this(results, Optional.of(audit));
    }

    private ToolCaller(ToolResultCache results, Optional<AuditTrail> audit) {
        this.results = results;
        this.audit = audit;
    }

    /** What the tool answers, or a refusal that names what is wrong with the arguments and where. */
    public ToolResult call(Tool tool, ToolCall call) {
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            ToolResult result = refusal(tool, call).orElseGet(() -> results.call(tool, call));
            outcome = outcome(result);
            return result;
        } finally {
            note(tool, call, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static String outcome(ToolResult result) {
        return switch (result) {
            case ToolResult.Structured structured -> "success";
            case ToolResult.Content content -> "success";
            case ToolResult.Refusal refusal -> "refused";
            case ToolResult.Asks asks -> "asked";
        };
    }

    private void note(Tool tool, ToolCall call, String outcome, Duration took) {
        audit.ifPresent(trail -> trail.toolCalled(
                call.caller(),
                tool.description().name().value(),
                tool.description().isReadOnly(),
                outcome,
                took,
                call.arguments()));
    }

    /** What the key lacks, or what is wrong with the arguments and where; empty where the tool may be called. */
    public Optional<ToolResult> refusal(Tool tool, ToolCall call) {
        String name = tool.description().name().value();
        return tool.scope()
                .filter(needed -> !call.caller().grants().mayCall(name, tool.scope()))
                .<ToolResult>map(needed -> new ToolResult.Refusal(
                        "This API key may not call " + name + ", which needs the scope " + needed.wire()))
                .or(() -> wrongArguments(tool, call));
    }

    private static Optional<ToolResult> wrongArguments(Tool tool, ToolCall call) {
        List<String> problems = tool.description().problems(call.arguments());
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new ToolResult.Refusal("Invalid arguments: " + String.join("; ", problems)));
    }
}
