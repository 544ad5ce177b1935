package io.devmesh.conformance;

import static io.devmesh.conformance.Asking.NAME;
import static io.devmesh.conformance.Asking.ask;
import static io.devmesh.conformance.Asking.field;
import static io.devmesh.conformance.Asking.form;
import static io.devmesh.conformance.Asking.sampled;
import static io.devmesh.conformance.Asking.sampling;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tools that ask in all ways that multi-round-trip requests (2026-07-28) know. */
@ApplicationScoped
class InputRequiredTools {
    private static final InputRequest CONFIRMATION = form("Please confirm", "ok", "boolean");

    @Produces
    Tool elicitation() {
        return askingOnce(
                "test_input_required_result_elicitation",
                "user_name",
                NAME,
                answer -> "Hello, " + field(answer, "name") + "!");
    }

    @Produces
    Tool sample() {
        return askingOnce(
                "test_input_required_result_sampling",
                "capital_question",
                sampling("What is the capital of France?", 100),
                Asking::sampled);
    }

    @Produces
    Tool listRoots() {
        return askingOnce(
                "test_input_required_result_list_roots",
                "client_roots",
                new InputRequest.Roots(),
                answer -> "Roots: " + answer.json().path("roots"));
    }

    private static Tool askingOnce(String name, String key, InputRequest request, Function<Answer, String> text) {
        return FixtureTool.of(
                name,
                call -> call.answers()
                        .find(key)
                        .<ToolResult>map(answer -> ToolResult.Content.text(text.apply(answer)))
                        .orElseGet(() -> ask(key, request)));
    }

    @Produces
    Tool requestState() {
        return FixtureTool.of("test_input_required_result_request_state", call -> {
            boolean stateIsBack = call.answers()
                    .state()
                    .filter(state -> state.path("kept").asString("").equals("yes"))
                    .isPresent();
            return stateIsBack && call.answers().find("confirm").isPresent()
                    ? ToolResult.Content.text("Confirmed, state-ok")
                    : ask(Map.of("confirm", CONFIRMATION), "{\"kept\":\"yes\"}");
        });
    }

    @Produces
    Tool tamperedState() {
        return FixtureTool.of(
                "test_input_required_result_tampered_state",
                call -> call.answers().find("confirm").isPresent()
                        ? ToolResult.Content.text("Nobody touched the state")
                        : ask(Map.of("confirm", CONFIRMATION), "{\"step\":1}"));
    }

    @Produces
    Tool multipleInputs() {
        return FixtureTool.of("test_input_required_result_multiple_inputs", InputRequiredTools::askThree);
    }

    private static ToolResult askThree(ToolCall call) {
        Map<String, InputRequest> missing = new LinkedHashMap<>();
        missing.put("user_name", NAME);
        missing.put("greeting", sampling("Generate a greeting", 50));
        missing.put("client_roots", new InputRequest.Roots());
        Answers answers = call.answers();
        missing.keySet().removeAll(answers.byName().keySet());
        return missing.isEmpty()
                ? ToolResult.Content.text("%s, %s! %d roots"
                        .formatted(
                                sampled(answers.byName().get("greeting")),
                                field(answers.byName().get("user_name"), "name"),
                                answers.byName()
                                        .get("client_roots")
                                        .json()
                                        .path("roots")
                                        .size()))
                : ask(missing, "{\"asked\":\"for three\"}");
    }

    @Produces
    Tool multiRound() {
        return FixtureTool.of("test_input_required_result_multi_round", InputRequiredTools::askTwice);
    }

    private static ToolResult askTwice(ToolCall call) {
        Optional<Answer> name = call.answers().find("step1");
        Optional<Answer> color = call.answers().find("step2");
        if (name.isEmpty()) {
            return ask(Map.of("step1", form("Step 1: What is your name?", "name", "string")), "{\"round\":1}");
        }
        if (color.isEmpty()) {
            return ask(
                    Map.of("step2", form("Step 2: What is your favorite color?", "color", "string")), "{\"round\":2}");
        }
        return ToolResult.Content.text(field(name.get(), "name") + " likes " + field(color.get(), "color"));
    }

    @Produces
    Tool capabilities() {
        return FixtureTool.of(
                "test_input_required_result_capabilities",
                call -> call.answers().byName().isEmpty()
                        ? askWhatTheClientCan(call.answers())
                        : ToolResult.Content.text(
                                "Answered: " + call.answers().byName().keySet()));
    }

    private static ToolResult askWhatTheClientCan(Answers answers) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        if (answers.capabilities().contains(ClientCapability.ELICITATION_FORM)) {
            requests.put("user_name", NAME);
        }
        if (answers.capabilities().contains(ClientCapability.SAMPLING)) {
            requests.put("greeting", sampling("Generate a greeting", 50));
        }
        return requests.isEmpty()
                ? new ToolResult.Refusal("The client can be asked for nothing")
                : new ToolResult.Asks(new Question(requests, Optional.empty()));
    }
}
