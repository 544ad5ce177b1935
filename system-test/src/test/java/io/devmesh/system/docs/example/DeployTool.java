package io.devmesh.system.docs.example;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.tool.TaskSupport;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Asks, talks, and may be a task. */
record DeployTool(ToolDescription description, List<Runnable> steps) implements Tool {
    @Override
    public ToolResult call(ToolCall call) {
        Optional<Answer> answer = call.answers().find("version");
        if (answer.isEmpty()) {
            return new ToolResult.Asks(Question.of("version", new InputRequest.Form("Which version?", form())));
        }
        String version = answer.flatMap(Answer::accepted)
                .map(content -> content.path("version").asString(""))
                .orElse("");
        if (version.isEmpty()) {
            return new ToolResult.Refusal("The user named no version, so nothing was deployed");
        }
        return deploy(version, call);
    }

    private static ObjectNode form() {
        ObjectNode form = Json.mapper().createObjectNode().put("type", "object");
        form.putObject("properties").putObject("version").put("type", "string");
        return form;
    }

    private ToolResult deploy(String version, ToolCall call) {
        for (int done = 0; done < steps.size(); done++) {
            if (call.talk().isCancelled()) {
                return new ToolResult.Refusal("Cancelled after " + done + " steps");
            }
            steps.get(done).run();
            call.talk().progress(done + 1, steps.size(), "Deploying " + version);
        }
        return ToolResult.Content.text("Deployed " + version);
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public TaskSupport taskSupport() {
        return TaskSupport.OPTIONAL;
    }
}
