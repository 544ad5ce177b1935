package io.devmesh.conformance;

import static io.devmesh.conformance.Asking.ask;
import static io.devmesh.conformance.Asking.field;
import static io.devmesh.conformance.Asking.json;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.tool.TaskSupport;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tools that may or must be tasks. */
@ApplicationScoped
class TaskTools {
    private static final double SECONDS_BETWEEN_NEWS = 0.25;
    private static final InputRequest NAME_AND_CONFIRMATION = new InputRequest.Form("Please fill in", json("""
                    {"type": "object", "properties": {"name": {"type": "string"}, "confirm": {"type": "boolean"}}}
                    """));

    @Produces
    Tool slowCompute() {
        return FixtureTool.of("slow_compute", TaskTools::compute).inItsOwnTime().asTask(TaskSupport.OPTIONAL);
    }

    /** Another replica may run it again. */
    @Produces
    Tool repeatable() {
        return FixtureTool.of("test_repeatable_task", TaskTools::compute)
                .inItsOwnTime()
                .asTask(TaskSupport.OPTIONAL);
    }

    private static ToolResult compute(ToolCall call) {
        double seconds = call.arguments().path("seconds").doubleValue();
        String label = call.text("label").orElse("Work");
        for (double done = 0; done < seconds; ) {
            double step = Math.min(SECONDS_BETWEEN_NEWS, seconds - done);
            if (!Pause.of(Duration.ofNanos((long) (step * 1e9)), call.talk())) {
                return new ToolResult.Refusal(label + " was cancelled after " + done + " s");
            }
            done += step;
            call.talk().progress(done, seconds, label);
        }
        return ToolResult.Content.text(label + " done in " + seconds + " s");
    }

    @Produces
    Tool failing() {
        return FixtureTool.of("failing_job", call -> {
                    Pause.of(Duration.ofSeconds(1), call.talk());
                    return new ToolResult.Refusal("This job always fails");
                })
                .inItsOwnTime()
                .asTask(TaskSupport.REQUIRED);
    }

    @Produces
    Tool breaking() {
        return FixtureTool.of("protocol_error_job", call -> {
                    throw new IllegalStateException("This job always breaks");
                })
                .inItsOwnTime()
                .asTask(TaskSupport.OPTIONAL);
    }

    /** Not required to be a task: the suite calls the first tool of the list, which this one is, as a client without tasks. */
    @Produces
    Tool confirmDelete() {
        return FixtureTool.of("confirm_delete", TaskTools::askBeforeDeleting)
                .inItsOwnTime()
                .asTask(TaskSupport.OPTIONAL);
    }

    private static ToolResult askBeforeDeleting(ToolCall call) {
        String file = call.text("filename").orElseThrow();
        return call.answers()
                .find("confirmation")
                .<ToolResult>map(answer ->
                        ToolResult.Content.text((isConfirmed(answer) ? "Would have deleted " : "Kept ") + file))
                .orElseGet(() -> ask("confirmation", Asking.form("Really delete " + file + "?", "confirm", "boolean")));
    }

    private static boolean isConfirmed(Answer answer) {
        return answer.accepted()
                .filter(content -> content.path("confirm").asBoolean(false))
                .isPresent();
    }

    @Produces
    Tool multiInput() {
        return FixtureTool.of("multi_input", TaskTools::askTwoThings)
                .inItsOwnTime()
                .asTask(TaskSupport.OPTIONAL);
    }

    private static ToolResult askTwoThings(ToolCall call) {
        Map<String, InputRequest> missing = new LinkedHashMap<>();
        missing.put("first", NAME_AND_CONFIRMATION);
        missing.put("second", NAME_AND_CONFIRMATION);
        Map<String, Answer> answers = call.answers().byName();
        missing.keySet().removeAll(answers.keySet());
        return missing.isEmpty()
                ? ToolResult.Content.text(
                        field(answers.get("first"), "name") + " and " + field(answers.get("second"), "name"))
                : new ToolResult.Asks(new Question(missing, Optional.empty()));
    }

    @Produces
    Tool askingBeforeItIsATask() {
        return FixtureTool.of(
                        "test_tool_with_task",
                        call -> ToolResult.Content.text("The task is done for "
                                + field(call.answers().byName().get("user_name"), "name")))
                .askingFirst("user_name", Asking.NAME)
                .inItsOwnTime()
                .asTask(TaskSupport.REQUIRED);
    }
}
