package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.operation.Operations;
import io.devmesh.edge.mcp.operation.Outcome;
import io.devmesh.edge.mcp.operation.ToolOperation;
import io.devmesh.edge.task.Task;
import io.devmesh.edge.task.TaskWork;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Calls the tools of tasks. */
@ApplicationScoped
class TaskCalls implements TaskWork {
    private final Operations operations;

    TaskCalls() {
        this(null);
    }

    @Inject
    TaskCalls(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Result run(Task task) {
        try {
            Answers answers = new Answers(
                    Rounds.read(task.inputResponses()), task.state(), ClientCapability.in(task.capabilities()));
            return switch (operation(task).run(answers, TaskTalk.INSTANCE)) {
                case Outcome.Done(ObjectNode result) -> new Result.Completed(result.put("resultType", "complete"));
                case Outcome.Asks(Question question) -> asked(question, answers.capabilities());
            };
        } catch (JsonRpcException refused) {
            return failed(refused);
        }
    }

    @Override
    public boolean isRepeatable(Task task) {
        try {
            return operation(task).isRepeatable();
        } catch (JsonRpcException gone) {
            return true; // running it tells why it can't be
        }
    }

    private ToolOperation operation(Task task) {
        ObjectNode params = Json.mapper().createObjectNode().put("name", task.tool());
        params.set("arguments", task.arguments());
        return operations.taskTool(task.owner(), params);
    }

    private static Result asked(Question question, Set<ClientCapability> capabilities) {
        Set<ClientCapability> needs = question.needs();
        needs.removeAll(capabilities);
        return needs.isEmpty()
                ? new Result.Asks(Rounds.requests(question.requests()), question.state())
                : failed(StatelessCalls.missing(needs));
    }

    private static Result failed(JsonRpcException refused) {
        ObjectNode error = Json.mapper()
                .createObjectNode()
                .put("code", refused.error().code().code())
                .put("message", refused.error().message());
        refused.error().data().ifPresent(data -> error.set("data", data));
        return new Result.Failed(error);
    }
}
