package io.devmesh.edge.tool;

import io.devmesh.edge.work.RunningCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Calls tools, none for longer than it may take. */
@ApplicationScoped
class TimedCalls {
    private final ToolConfig config;
    private final TimeLimit limit;
    private final ToolMetrics metrics;

    TimedCalls() {
        this(null, null, null);
    }

    @Inject
    TimedCalls(ToolConfig config, TimeLimit limit, ToolMetrics metrics) {
        this.config = config;
        this.limit = limit;
        this.metrics = metrics;
    }

    /**
     * What the tool answers; empty where it took too long.
     *
     * @param ended is run when it works no more, which may be later
     */
    Optional<ToolResult> call(
            Tool tool, ToolCall call, boolean inTask, Function<ToolCall, ToolResult> work, Runnable ended) {
        RunningCall running = new RunningCall();
        ToolCall timed =
                new ToolCall(call.caller(), call.arguments(), call.answers(), new TimedTalk(call.talk(), running));
        Duration most = config.limit(inTask);
        boolean apart = inTask || tool.takesLong() || tool.taskSupport() != TaskSupport.NONE;
        Optional<ToolResult> result = apart
                ? limit.apart(running, most, () -> work.apply(timed), ended)
                : limit.here(running, most, () -> work.apply(timed), ended);
        if (result.isEmpty()) {
            metrics.timedOut(tool.description().name().value());
        }
        return result;
    }

    Duration limit(boolean inTask) {
        return config.limit(inTask);
    }
}
