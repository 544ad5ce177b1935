package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.MISSING_CLIENT_CAPABILITY;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.MetaKey;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.StreamEvent;
import io.devmesh.edge.mcp.Wire;
import io.devmesh.edge.mcp.operation.Operation;
import io.devmesh.edge.mcp.operation.Operations;
import io.devmesh.edge.mcp.operation.Outcome;
import io.devmesh.edge.mcp.operation.RequestTalk;
import io.devmesh.edge.mcp.operation.ToolOperation;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.work.RunningCall;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls, which may ask the client and may take long. */
@ApplicationScoped
class StatelessCalls {
    private final Operations operations;
    private final Rounds rounds;
    private final RunningCalls running;
    private final TaskMethods tasks;

    StatelessCalls() {
        this(null, null, null, null);
    }

    @Inject
    StatelessCalls(Operations operations, Rounds rounds, RunningCalls running, TaskMethods tasks) {
        this.operations = operations;
        this.rounds = rounds;
        this.running = running;
        this.tasks = tasks;
    }

    McpReply callTool(Sender sender, JsonRpcMessage.Request request) {
        ToolOperation operation = operations.callTool(sender.caller(), request.params());
        Answers answers = rounds.answers(sender.caller(), operation, request.params());
        return switch (operation.taskChoice(answers.capabilities())) {
            case WAIT -> call(sender, request, operation, answers, Results::complete);
            case TASK ->
                operation
                        .beforeTask(answers)
                        .map(outcome ->
                                (McpReply) answer(sender, request.id(), operation, answers, outcome, Results::complete))
                        .orElseGet(() -> tasks.create(sender.caller(), request.id(), operation, answers));
            case IMPOSSIBLE -> throw missing(EnumSet.of(ClientCapability.TASKS));
        };
    }

    McpReply getPrompt(Sender sender, JsonRpcMessage.Request request) {
        Operation operation = operations.getPrompt(sender.caller(), request.params());
        Answers answers = rounds.answers(sender.caller(), operation, request.params());
        return call(sender, request, operation, answers, Results::complete);
    }

    McpReply readResource(Sender sender, JsonRpcMessage.Request request) {
        Operation operation = operations.readResource(sender.caller(), request.params());
        Answers answers = rounds.answers(sender.caller(), operation, request.params());
        return call(sender, request, operation, answers, Results::uncacheable);
    }

    /** Where requests share a connection; elsewhere a client ends the answer's stream. */
    void cancel(Wire wire, JsonNode requestId) {
        RequestId.ofJson(requestId).ifPresent(id -> running.cancel(wire, id));
    }

    static JsonRpcException missing(Set<ClientCapability> capabilities) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.set("requiredCapabilities", ClientCapability.toJson(capabilities));
        return new JsonRpcException(new JsonRpcError(
                MISSING_CLIENT_CAPABILITY, "The client does not declare what this needs", Optional.of(data)));
    }

    private McpReply call(
            Sender sender, JsonRpcMessage.Request request, Operation operation, Answers answers, Form form) {
        return operation.takesLong()
                ? new McpReply.Later(conversation -> work(sender, request, operation, answers, form, conversation))
                : answer(sender, request.id(), operation, answers, operation.run(answers, Talk.none()), form);
    }

    /** How a result becomes an answer. */
    private interface Form {
        McpReply.Answer answer(RequestId id, ObjectNode result);
    }

    private void work(
            Sender sender,
            JsonRpcMessage.Request request,
            Operation operation,
            Answers answers,
            Form form,
            Conversation conversation) {
        RunningCall call = new RunningCall();
        conversation.onClose(call::cancel);
        Object owner = sender.wire().<Object>map(Function.identity()).orElse(call);
        if (!running.add(owner, request.id(), call)) {
            throw new JsonRpcException(INVALID_REQUEST, "A request with this id is still being answered");
        }
        try {
            Talk talk = new RequestTalk(
                    message -> conversation.send(StreamEvent.of(message)),
                    unused -> {},
                    call,
                    request.params(),
                    logLevel(request.params()));
            Optional<Outcome> wanted = call.run(() -> operation.run(answers, talk));
            wanted.ifPresentOrElse(
                    outcome -> conversation.reply(answer(sender, request.id(), operation, answers, outcome, form)),
                    conversation::end);
        } finally {
            running.remove(owner, request.id());
        }
    }

    private McpReply.Answer answer(
            Sender sender, RequestId id, Operation operation, Answers answers, Outcome outcome, Form form) {
        return switch (outcome) {
            case Outcome.Done(ObjectNode result) -> form.answer(id, result);
            case Outcome.Asks(Question question) -> {
                Set<ClientCapability> needs = question.needs();
                needs.removeAll(answers.capabilities());
                if (!needs.isEmpty()) {
                    throw missing(needs);
                }
                yield Results.of(id, "input_required", rounds.ask(sender.caller(), operation, answers, question));
            }
        };
    }

    /** Without it the client wants no log messages at all. */
    private static Optional<LogLevel> logLevel(ObjectNode params) {
        return LogLevel.ofWire(
                params.path("_meta").path(MetaKey.LOG_LEVEL.wire()).asString(""));
    }
}
