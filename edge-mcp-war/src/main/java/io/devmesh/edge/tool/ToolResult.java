package io.devmesh.edge.tool;

import io.devmesh.edge.ask.Question;
import io.devmesh.edge.content.ContentBlock;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a tool answers. */
public sealed interface ToolResult {
    /** As the output schema describes it. Not to be changed: it may be remembered and given to others. */
    record Structured(ObjectNode value) implements ToolResult {}

    /** For the model to read, of a tool without an output schema. */
    record Content(List<ContentBlock> blocks) implements ToolResult {
        public static Content text(String text) {
            return new Content(List.of(new ContentBlock.Text(text)));
        }
    }

    /** The tool says no; {@code reason} tells the model what to do differently. */
    record Refusal(String reason) implements ToolResult {}

    /** The tool must ask first; it is called again with the answers. */
    record Asks(Question question) implements ToolResult {}
}
