package io.devmesh.edge.tool;

import io.devmesh.shared.json.Json;

/** Answers what it was told; refuses and fails on demand. */
public final class EchoTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EchoTool.class, "echo.json");

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        String text = call.text("text").orElseThrow();
        return switch (text) {
            case "refuse" -> new ToolResult.Refusal("I will not");
            case "fail" -> throw new IllegalStateException("secret detail");
            default ->
                new ToolResult.Structured(Json.mapper().createObjectNode().put("text", text));
        };
    }
}
