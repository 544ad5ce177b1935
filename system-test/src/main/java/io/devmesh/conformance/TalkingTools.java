package io.devmesh.conformance;

import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import tools.jackson.databind.node.StringNode;

/** Tools that tell something while they work. */
@ApplicationScoped
class TalkingTools {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration AWAY = Duration.ofMillis(500);
    private static final ToolResult CANCELLED = new ToolResult.Refusal("Cancelled");

    @Produces
    Tool logging() {
        return FixtureTool.of("test_tool_with_logging", TalkingTools::logThrice).inItsOwnTime();
    }

    private static ToolResult logThrice(ToolCall call) {
        log(call.talk(), "Tool execution started");
        if (!Pause.of(SHORT, call.talk())) {
            return CANCELLED;
        }
        log(call.talk(), "Tool processing data");
        if (!Pause.of(SHORT, call.talk())) {
            return CANCELLED;
        }
        log(call.talk(), "Tool execution completed");
        return ToolResult.Content.text("Logged three times");
    }

    @Produces
    Tool loggingForWhoAsked() {
        return FixtureTool.of("test_logging_tool", call -> {
                    log(call.talk(), "Tool called");
                    return ToolResult.Content.text("Logged once");
                })
                .inItsOwnTime();
    }

    @Produces
    Tool progress() {
        return FixtureTool.of("test_tool_with_progress", TalkingTools::progressThrice)
                .inItsOwnTime();
    }

    private static ToolResult progressThrice(ToolCall call) {
        call.talk().progress(0, 100, "Started");
        if (!Pause.of(SHORT, call.talk())) {
            return CANCELLED;
        }
        call.talk().progress(50, 100, "Half done");
        if (!Pause.of(SHORT, call.talk())) {
            return CANCELLED;
        }
        call.talk().progress(100, 100, "Done");
        return ToolResult.Content.text("Told three times how far it was");
    }

    @Produces
    Tool reconnection() {
        return FixtureTool.of("test_reconnection", call -> {
                    call.talk().hangUp(AWAY);
                    return Pause.of(SHORT, call.talk())
                            ? ToolResult.Content.text("Found again after hanging up")
                            : CANCELLED;
                })
                .inItsOwnTime();
    }

    @Produces
    Tool streamingElicitation() {
        return FixtureTool.of("test_streaming_elicitation", call -> {
                    call.talk().progress(1, 2, "About to ask");
                    return call.answers()
                            .find("user_name")
                            .<ToolResult>map(
                                    answer -> ToolResult.Content.text("Hello, " + Asking.field(answer, "name") + "!"))
                            .orElseGet(() -> Asking.ask("user_name", Asking.NAME));
                })
                .inItsOwnTime();
    }

    private static void log(Talk talk, String text) {
        talk.log(LogLevel.INFO, "conformance", StringNode.valueOf(text));
    }
}
