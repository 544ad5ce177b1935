package io.devmesh.edge.tool;

import io.devmesh.edge.mcp.Messages;
import java.util.function.Function;

/** Does what a test says, for as long as it likes. */
public final class ScriptedTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.of(
            Messages.json("{'name':'scripted','description':'For tests.','inputSchema':{'type':'object'}}"));

    private final Function<ToolCall, ToolResult> script;

    public ScriptedTool(Function<ToolCall, ToolResult> script) {
        this.script = script;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        return script.apply(call);
    }

    @Override
    public boolean takesLong() {
        return true;
    }
}
