package io.devmesh.edge.tool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Checks the arguments against the tool's input schema and calls it, or takes its remembered result. */
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

    /** What is wrong with the arguments and where; empty where they are as the schema says. */
    public Optional<ToolResult> refusal(Tool tool, ToolCall call) {
        List<String> problems = tool.description().problems(call.arguments());
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new ToolResult.Refusal("Invalid arguments: " + String.join("; ", problems)));
    }
}
