package io.devmesh.conformance;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A call of a tool by a client that answers what it is asked, JSON with single quotes. */
final class Conversation {
    static final Authenticated CALLER = new Authenticated(new UUID(0, 1), new TenantId(new UUID(0, 2)));

    private final Tool tool;
    private final ObjectNode arguments;
    private final Recorder talk = new Recorder();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Set<ClientCapability> capabilities = EnumSet.allOf(ClientCapability.class);
    private Optional<ObjectNode> state = Optional.empty();

    Conversation(Tool tool, String arguments) {
        this.tool = tool;
        this.arguments = json(arguments);
    }

    Conversation with(Set<ClientCapability> only) {
        capabilities = only;
        return this;
    }

    Conversation answering(String key, String answer) {
        answers.put(key, new Answer(json(answer)));
        return this;
    }

    /** What it asks next. */
    Map<String, InputRequest> asks() {
        Question question = ((ToolResult.Asks) call()).question();
        state = question.state();
        return question.requests();
    }

    String text() {
        return ((ContentBlock.Text) ((ToolResult.Content) call()).blocks().get(0)).text();
    }

    ToolResult call() {
        return tool.call(new ToolCall(CALLER, arguments, new Answers(Map.copyOf(answers), state, capabilities), talk));
    }

    Optional<ObjectNode> state() {
        return state;
    }

    Recorder talk() {
        return talk;
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }
}
