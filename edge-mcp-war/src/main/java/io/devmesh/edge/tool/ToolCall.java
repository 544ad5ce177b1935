package io.devmesh.edge.tool;

import io.devmesh.edge.auth.Authenticated;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param caller whose tenant's data it may see
 * @param arguments as the input schema describes them
 */
public record ToolCall(Authenticated caller, ObjectNode arguments) {
    public Optional<String> text(String name) {
        return Optional.ofNullable(arguments.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }

    public int integer(String name, int defaultValue) {
        JsonNode value = arguments.get(name);
        return value == null ? defaultValue : value.asInt(defaultValue);
    }
}
