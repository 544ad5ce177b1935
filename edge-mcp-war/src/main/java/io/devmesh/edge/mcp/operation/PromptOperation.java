package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptDescription;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.edge.tool.Talk;
import io.devmesh.shared.json.Json;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code prompts/get}. */
final class PromptOperation implements Operation {
    private final Prompt prompt;
    private final Authenticated caller;
    private final Map<String, String> arguments;

    PromptOperation(Prompt prompt, Authenticated caller, Map<String, String> arguments) {
        this.prompt = prompt;
        this.caller = caller;
        this.arguments = Map.copyOf(arguments);
        prompt.description().arguments().stream()
                .filter(PromptDescription.Argument::required)
                .filter(argument -> !arguments.containsKey(argument.name()))
                .findFirst()
                .ifPresent(missing -> {
                    throw Params.invalid("params.arguments." + missing.name() + " is missing");
                });
    }

    @Override
    public Outcome run(Answers answers, Talk talk) {
        return switch (prompt.get(new PromptCall(caller, arguments, answers))) {
            case PromptResult.Messages messages -> new Outcome.Done(json(messages));
            case PromptResult.Asks asks -> new Outcome.Asks(asks.question());
        };
    }

    @Override
    public String digest() {
        return Digests.of(
                McpMethod.PROMPTS_GET.wire(),
                prompt.description().name(),
                Json.mapper().valueToTree(arguments));
    }

    private static ObjectNode json(PromptResult.Messages result) {
        ObjectNode json = Json.mapper().createObjectNode();
        result.description().ifPresent(text -> json.put("description", text));
        ArrayNode messages = json.putArray("messages");
        result.messages()
                .forEach(message -> messages.addObject()
                        .put("role", message.role().wire())
                        .set("content", message.content().toJson()));
        return json;
    }
}
