package io.devmesh.edge.tool;

/** Something that agents can call. Every CDI bean of this type is offered. */
public interface Tool {
    ToolDescription description();

    /**
     * Does it. The arguments were already checked against the input schema.
     *
     * @return a refusal where the tool itself says no; exceptions mean that something is broken
     */
    ToolResult call(ToolCall call);
}
