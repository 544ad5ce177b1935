package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_REQUEST;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNAVAILABLE;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.ErrorReplies;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.operation.Operation;
import io.devmesh.edge.mcp.operation.Operations;
import io.devmesh.edge.mcp.operation.Outcome;
import io.devmesh.edge.mcp.operation.RequestTalk;
import io.devmesh.edge.mcp.operation.ToolOperation;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.work.RunningCall;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Calls, which may ask the client and may take long. */
@ApplicationScoped
class SessionCalls {
    private final Operations operations;
    private final RunningCalls running;
    private final Threads threads;
    private final SessionConfig config;

    SessionCalls() {
        this(null, null, null, null);
    }

    @Inject
    SessionCalls(Operations operations, RunningCalls running, Threads threads, SessionConfig config) {
        this.operations = operations;
        this.running = running;
        this.threads = threads;
        this.config = config;
    }

    /** A request that is worked on, whoever sent it and wherever it goes on. */
    record Call(Session session, Authenticated caller, RequestId id, String method, ObjectNode params) {}

    McpReply call(Call call) {
        Operation operation = call.method().equals(McpMethod.TOOLS_CALL.wire())
                ? operations.callTool(call.caller(), call.params())
                : operation(call);
        Answers none = Answers.none(call.session().capabilities());
        if (operation.takesLong()) {
            return new McpReply.Later(
                    conversation -> work(call, operation, none, call.session().open(call.id(), conversation)));
        }
        return switch (operation.run(none, Talk.none())) {
            case Outcome.Done(ObjectNode result) -> answer(call, result);
            case Outcome.Asks(Question question) -> {
                Optional<McpReply.Answer> refusal = refusal(call, question);
                yield refusal.isPresent()
                        ? refusal.get()
                        : new McpReply.Later(conversation -> {
                            CallStream stream = call.session().open(call.id(), conversation);
                            replyTo(call, stream, () -> ask(call, none, question, stream));
                        });
            }
        };
    }

    /** Takes the answer to the request of ours with that id; the last one that was missing lets the call go on. */
    void answered(Session session, Authenticated caller, String id, Answer answer) {
        int dot = id.lastIndexOf('.');
        if (dot > 0 && id.substring(dot + 1).matches("[0-9]{1,3}")) {
            session.answer(id.substring(0, dot), Integer.parseInt(id.substring(dot + 1)), answer)
                    .ifPresent(parked -> threads.execute(() -> goOn(session, caller, parked)));
        }
    }

    private void goOn(Session session, Authenticated caller, ParkedCall parked) {
        CallStream stream = session.reopen(parked);
        if (stream == null) {
            return; // cancelled meanwhile
        }
        Call call = new Call(session, caller, parked.requestId(), parked.method(), parked.params());
        replyTo(call, stream, () -> {
            Answers answers = new Answers(parked.answers(), parked.state(), session.capabilities());
            return run(call, operation(call), answers, stream);
        });
    }

    private void work(Call call, Operation operation, Answers answers, CallStream stream) {
        replyTo(call, stream, () -> run(call, operation, answers, stream));
    }

    /** Silent where the answer comes later, or nobody wants one. */
    private McpReply run(Call call, Operation operation, Answers answers, CallStream stream) {
        RunningCall runningCall = new RunningCall();
        Object owner = call.session().owner();
        if (!running.add(owner, call.id(), runningCall)) {
            throw new JsonRpcException(INVALID_REQUEST, "A request with this id is still being answered");
        }
        Optional<Outcome> outcome;
        try {
            Talk talk = new RequestTalk(
                    stream::send,
                    stream::hangUp,
                    runningCall,
                    call.params(),
                    Optional.of(call.session().level()));
            outcome = runningCall.run(() -> operation.run(answers, talk));
        } finally {
            running.remove(owner, call.id());
        }
        if (outcome.isEmpty()) {
            stream.close();
            return McpReply.Silent.accepted();
        }
        return switch (outcome.get()) {
            case Outcome.Done(ObjectNode result) -> answer(call, result);
            case Outcome.Asks(Question question) -> {
                Optional<McpReply.Answer> refusal = refusal(call, question);
                yield refusal.isPresent() ? refusal.get() : ask(call, answers, question, stream);
            }
        };
    }

    private McpReply ask(Call call, Answers answers, Question question, CallStream stream) {
        List<String> names = new ArrayList<>(question.requests().keySet());
        ParkedCall parked = new ParkedCall(
                call.id(), call.method(), call.params(), stream.id(), names, answers.byName(), question.state());
        if (names.isEmpty()) {
            // Nothing is asked, only something kept; older clients need not know.
            threads.execute(() -> goOn(call.session(), call.caller(), parked));
            return McpReply.Silent.accepted();
        }
        if (!stream.canBeReopened()) {
            throw new JsonRpcException(
                    UNAVAILABLE, "This must ask the client, for which it needs Redis, which is away; try again later");
        }
        if (call.session() instanceof WireSession wire) {
            wire.keep(stream);
        }
        String id = call.session().park(parked);
        int index = 0;
        for (String name : names) {
            InputRequest request = question.requests().get(name);
            stream.send(JsonRpcCodec.request(id + "." + index, request.method(), request.params()));
            index++;
        }
        stream.pause();
        var unused = threads.after(config.answer().minusSeconds(1), () -> giveUp(call, id));
        return McpReply.Silent.accepted();
    }

    private void giveUp(Call call, String id) {
        call.session().take(id).ifPresent(parked -> {
            CallStream stream = call.session().reopen(parked);
            if (stream != null) {
                replyTo(
                        call,
                        stream,
                        () -> no(
                                call,
                                "The client did not answer within "
                                        + config.answer().toSeconds() + " seconds"));
            }
        });
    }

    /** Where the client can't be asked. */
    private Optional<McpReply.Answer> refusal(Call call, Question question) {
        Set<ClientCapability> needs = question.needs();
        needs.removeAll(call.session().capabilities());
        return needs.isEmpty()
                ? Optional.empty()
                : Optional.of(no(
                        call,
                        "This must ask the client, which does not declare " + ClientCapability.toJson(needs)
                                + " in its capabilities, or does not send its session's id"));
    }

    private static McpReply.Answer no(Call call, String reason) {
        if (call.method().equals(McpMethod.TOOLS_CALL.wire())) {
            return answer(call, ToolOperation.refusal(reason));
        }
        throw new JsonRpcException(INVALID_PARAMS, reason);
    }

    /** Of a call that was let in. */
    private Operation operation(Call call) {
        return switch (McpMethod.ofWire(call.method()).orElseThrow()) {
            case TOOLS_CALL -> operations.resumeTool(call.caller(), call.params());
            case PROMPTS_GET -> operations.getPrompt(call.caller(), call.params());
            case RESOURCES_READ -> operations.readResource(call.caller(), call.params());
            default -> throw new IllegalStateException("no operation: " + call.method());
        };
    }

    private static void replyTo(Call call, CallStream stream, Supplier<McpReply> work) {
        if (ErrorReplies.answering(Optional.of(call.id()), SessionErrors.INSTANCE, work)
                instanceof McpReply.Answer answer) {
            stream.reply(answer);
        }
    }

    private static McpReply.Answer answer(Call call, ObjectNode result) {
        return McpReply.Answer.of(
                new JsonRpcReply.Success(
                        call.id(), LegacyContent.adapt(result, call.session().version())),
                200);
    }
}
