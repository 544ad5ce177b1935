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
    private final Optional<TimedCalls> timed;
    private final Optional<AuditTrail> audit;

    /** Remembers no results, lets tools take their time, and notes nothing. */
    public ToolCaller() {
        this(ToolResultCache.off(), Optional.empty(), Optional.empty());
    }

    @Inject
    ToolCaller(ToolResultCache results, TimedCalls timed, AuditTrail audit) {
        this(results, Optional.of(timed), Optional.of(audit));
    }

    ToolCaller(ToolResultCache results, Optional<TimedCalls> timed, Optional<AuditTrail> audit) {
        this.results = results;
        this.timed = timed;
        this.audit = audit;
    }

    /** What the tool answers, or a refusal that names what is wrong with the arguments and where. */
    public ToolResult call(Tool tool, ToolCall call) {
        return call(tool, call, false, () -> {});
    }

    /**
     * The same, or a refusal where it took too long.
     *
     * @param inTask whether it may take as long as a task
     * @param ended is run when the tool works no more, which may be later
     */
    public ToolResult call(Tool tool, ToolCall call, boolean inTask, Runnable ended) {
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            Optional<ToolResult> refusal = refusal(tool, call);
            if (refusal.isPresent()) {
                ended.run();
                outcome = "refused";
                return refusal.get();
            }
            Optional<ToolResult> result = work(tool, call, inTask, ended);
            outcome = result.map(ToolCaller::outcome).orElse("timed_out");
            return result.orElseGet(() -> late(tool, timed.orElseThrow().limit(inTask)));
        } finally {
            note(tool, call, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Optional<ToolResult> work(Tool tool, ToolCall call, boolean inTask, Runnable ended) {
        if (timed.isPresent()) {
            return timed.get().call(tool, call, inTask, each -> results.call(tool, each), ended);
        }
        try {
            return Optional.of(results.call(tool, call));
        } finally {
            ended.run();
        }
    }

    private static ToolResult late(Tool tool, Duration limit) {
        return new ToolResult.Refusal(tool.description().name() + " took longer than " + limit.toSeconds()
                + " seconds and was ended; what it did until then may have been done");
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
