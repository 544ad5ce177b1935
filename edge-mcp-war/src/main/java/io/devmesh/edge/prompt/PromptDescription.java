package io.devmesh.edge.prompt;

import io.devmesh.edge.content.Icon;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code prompts/list} says of a prompt.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 _ . -}
 * @param title for people
 * @param description what it is for
 * @param arguments in the order in which a form would show them
 * @param icons for people
 */
public record PromptDescription(
        String name, Optional<String> title, String description, List<Argument> arguments, List<Icon> icons) {
    public PromptDescription(String name, Optional<String> title, String description, List<Argument> arguments) {
        this(name, title, description, arguments, List.of());
    }

    public record Argument(String name, String description, boolean required) {}

    /** A {@code Prompt} object of MCP. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("name", name);
        title.ifPresent(text -> json.put("title", text));
        json.put("description", description);
        if (!arguments.isEmpty()) {
            ArrayNode list = json.putArray("arguments");
            arguments.forEach(argument -> list.addObject()
                    .put("name", argument.name())
                    .put("description", argument.description())
                    .put("required", argument.required()));
        }
        Icon.put(icons, json);
        return json;
    }
}
