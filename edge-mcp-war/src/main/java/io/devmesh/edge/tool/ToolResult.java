package io.devmesh.edge.tool;

import tools.jackson.databind.node.ObjectNode;

/** What a tool answers. */
public sealed interface ToolResult {
    /** As the output schema describes it. Not to be changed: it may be remembered and given to others. */
    record Structured(ObjectNode value) implements ToolResult {}

    /** The tool says no; {@code reason} tells the model what to do differently. */
    record Refusal(String reason) implements ToolResult {}
}
