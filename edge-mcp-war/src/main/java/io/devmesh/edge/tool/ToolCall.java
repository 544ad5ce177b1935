package io.devmesh.edge.tool;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool, the same in every revision of MCP.
 *
 * @param caller whose tenant's data it may see
 * @param arguments as the input schema describes them
 * @param answers what the client answered, where the tool asked
 * @param talk for progress and log messages while the tool works
 */
public record ToolCall(Authenticated caller, ObjectNode arguments, Answers answers, Talk talk) {
    /** Of a client that can't be asked and hears only the result. */
    public ToolCall(Authenticated caller, ObjectNode arguments) {
        this(caller, arguments, Answers.none(), Talk.none());
    }

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
