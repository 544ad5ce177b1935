package io.devmesh.benchmark.server;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers what it was told, so that a call of it costs what every call costs. */
@ApplicationScoped
class EchoTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EchoTool.class, "echo.json");

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public boolean mayBeRemembered() {
        return false;
    }

    @Override
    public ToolResult call(ToolCall call) {
        String text = call.text("text").orElseThrow();
        return new ToolResult.Structured(Json.mapper().createObjectNode().put("text", text));
    }
}
