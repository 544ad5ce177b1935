package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.ask.Question;
import tools.jackson.databind.node.ObjectNode;

/** What running an {@link Operation} gave. */
public sealed interface Outcome {
    /**
     * It is done.
     *
     * @param result a {@code CallToolResult}, {@code GetPromptResult} or {@code ReadResourceResult}, the caller's own
     */
    record Done(ObjectNode result) implements Outcome {}

    /** To be run again with the answers. */
    record Asks(Question question) implements Outcome {}
}
