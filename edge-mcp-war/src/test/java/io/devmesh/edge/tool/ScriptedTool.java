package io.devmesh.edge.tool;

import io.devmesh.shared.json.Json;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Takes any arguments and does what a test says. */
public record ScriptedTool(ToolDescription description, boolean takesLong, Function<ToolCall, ToolResult> work)
        implements Tool {
    public static ScriptedTool of(String name, Function<ToolCall, ToolResult> work) {
        ObjectNode json = Json.mapper().createObjectNode().put("name", name);
        json.putObject("inputSchema").put("type", "object");
        return new ScriptedTool(ToolDescription.of(json), false, work);
    }

    /** Gets a thread of its own and is heard while it works. */
    public ScriptedTool inItsOwnTime() {
        return new ScriptedTool(description, true, work);
    }

    @Override
    public ToolResult call(ToolCall call) {
        return work.apply(call);
    }
}
