package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code completion/complete}. */
@ApplicationScoped
public class Completions {
    private static final int MAX_VALUES = 100;

    private final PromptRegistry prompts;
    private final ResourceRegistry resources;

    Completions() {
        this(null, null);
    }

    @Inject
    public Completions(PromptRegistry prompts, ResourceRegistry resources) {
        this.prompts = prompts;
        this.resources = resources;
    }

    /** A {@code CompleteResult}; throws JsonRpcException for malformed params and unknown references. */
    public ObjectNode complete(Authenticated caller, ObjectNode params) {
        ObjectNode argument = Params.object(params, "argument");
        Map<String, String> context = new HashMap<>();
        Params.object(Params.object(params, "context"), "arguments")
                .forEachEntry((name, value) -> context.put(name, value.asString("")));
        CompletionCall call = new CompletionCall(
                caller, Params.text(argument, "name"), Params.text(argument, "value"), Map.copyOf(context));
        ObjectNode reference = Params.object(params, "ref");
        return json(
                switch (Params.text(reference, "type")) {
                    case "ref/prompt" -> ofPrompt(Params.text(reference, "name"), call);
                    case "ref/resource" -> ofTemplate(Params.text(reference, "uri"), call);
                    default -> throw Params.invalid("params.ref.type is neither ref/prompt nor ref/resource");
                });
    }

    private List<String> ofPrompt(String name, CompletionCall call) {
        return prompts.find(call.caller(), name)
                .orElseThrow(() -> Params.invalid("Unknown prompt: " + Params.shorten(name)))
                .complete(call);
    }

    private List<String> ofTemplate(String uriTemplate, CompletionCall call) {
        return resources
                .complete(uriTemplate, call)
                .orElseThrow(() -> Params.invalid("Unknown resource template: " + Params.shorten(uriTemplate)));
    }

    private static ObjectNode json(List<String> values) {
        ObjectNode result = Json.mapper().createObjectNode();
        ObjectNode completion = result.putObject("completion");
        ArrayNode list = completion.putArray("values");
        values.stream().limit(MAX_VALUES).forEach(list::add);
        completion.put("total", values.size()).put("hasMore", values.size() > MAX_VALUES);
        return result;
    }
}
