package io.devmesh.edge.tool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Checks the key's scopes and the arguments, and calls the tool or takes its remembered result. */
@ApplicationScoped
public class ToolCaller {
    private final ToolResultCache results;

    /** Remembers no results. */
    public ToolCaller() {
        this(ToolResultCache.off());
    }

    @Inject
    ToolCaller(ToolResultCache results) {
        this.results = results;
    }

    /** What the tool answers, or a refusal that names what is wrong with the arguments and where. */
    public ToolResult call(Tool tool, ToolCall call) {
        return refusal(tool, call).orElseGet(() -> results.call(tool, call));
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
