package io.devmesh.conformance;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions in few words, and what the answers say. */
final class Asking {
    static final InputRequest NAME = form("What is your name?", "name", "string");

    private Asking() {}

    static ToolResult ask(String name, InputRequest request) {
        return new ToolResult.Asks(Question.of(name, request));
    }

    /** {@code state} in JSON. */
    static ToolResult ask(Map<String, InputRequest> requests, String state) {
        return new ToolResult.Asks(new Question(requests, Optional.of(json(state))));
    }

    /** A form with one field, which is required. */
    static InputRequest form(String message, String field, String type) {
        ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
        schema.putObject("properties").putObject(field).put("type", type);
        schema.putArray("required").add(field);
        return new InputRequest.Form(message, schema);
    }

    static InputRequest sampling(String prompt, int maxTokens) {
        ObjectNode params = Json.mapper().createObjectNode();
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", prompt);
        return new InputRequest.Sampling(params.put("maxTokens", maxTokens));
    }

    /** What the user filled in, as text; {@code nobody} where the user did not. */
    static String field(Answer answer, String name) {
        return answer.accepted()
                .map(content -> content.path(name).asString("nobody"))
                .orElse("nobody");
    }

    /** What the model wrote. */
    static String sampled(Answer answer) {
        JsonNode content = answer.json().path("content");
        return (content.isArray() ? content.path(0) : content).path("text").asString("");
    }

    /** {@code action=accept, content={…}}. */
    static String describe(Answer answer) {
        return "action=" + answer.action() + ", content=" + answer.json().path("content");
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text);
    }
}
