package io.devmesh.conformance;

import static io.devmesh.conformance.Asking.ask;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.function.Function;

/** Tools that ask once, which older clients are asked by a request of ours. */
@ApplicationScoped
class AskingTools {
    private static final String ANSWER = "answer";

    @Produces
    Tool sampling() {
        return asking(
                "test_sampling",
                call -> Asking.sampling(call.text("prompt").orElseThrow(), 100),
                answer -> "LLM response: " + Asking.sampled(answer));
    }

    @Produces
    Tool missingCapability() {
        return asking(
                "test_missing_capability",
                call -> Asking.sampling("Say that you are there.", 10),
                answer -> "LLM response: " + Asking.sampled(answer));
    }

    @Produces
    Tool elicitation() {
        return asking(
                "test_elicitation",
                call -> form(call.text("message").orElseThrow(), """
                        {"type": "object",
                         "properties": {
                           "username": {"type": "string", "description": "User's response"},
                           "email": {"type": "string", "description": "User's email address"}},
                         "required": ["username", "email"]}
                        """),
                answer -> "User response: " + Asking.describe(answer));
    }

    @Produces
    Tool defaults() {
        return asking(
                "test_elicitation_sep1034_defaults",
                call -> form("Please check what is filled in", """
                        {"type": "object",
                         "properties": {
                           "name": {"type": "string", "description": "User name", "default": "John Doe"},
                           "age": {"type": "integer", "description": "User age", "default": 30},
                           "score": {"type": "number", "description": "User score", "default": 95.5},
                           "status": {"type": "string", "description": "User status",
                                      "enum": ["active", "inactive", "pending"], "default": "active"},
                           "verified": {"type": "boolean", "description": "Verification status", "default": true}},
                         "required": []}
                        """),
                answer -> "Elicitation completed: " + Asking.describe(answer));
    }

    @Produces
    Tool selections() {
        return asking(
                "test_elicitation_sep1330_enums",
                call -> form("Please select", """
                        {"type": "object",
                         "properties": {
                           "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
                           "titledSingle": {"type": "string", "oneOf": [
                             {"const": "value1", "title": "First Option"},
                             {"const": "value2", "title": "Second Option"},
                             {"const": "value3", "title": "Third Option"}]},
                           "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                                          "enumNames": ["Option One", "Option Two", "Option Three"]},
                           "untitledMulti": {"type": "array",
                             "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
                           "titledMulti": {"type": "array", "items": {"anyOf": [
                             {"const": "value1", "title": "First Choice"},
                             {"const": "value2", "title": "Second Choice"},
                             {"const": "value3", "title": "Third Choice"}]}}},
                         "required": []}
                        """),
                answer -> "Elicitation completed: " + Asking.describe(answer));
    }

    private static InputRequest form(String message, String schema) {
        return new InputRequest.Form(message, Asking.json(schema));
    }

    private static Tool asking(String name, Function<ToolCall, InputRequest> request, Function<Answer, String> text) {
        return FixtureTool.of(
                name,
                call -> call.answers()
                        .find(ANSWER)
                        .<ToolResult>map(answer -> ToolResult.Content.text(text.apply(answer)))
                        .orElseGet(() -> ask(ANSWER, request.apply(call))));
    }
}
