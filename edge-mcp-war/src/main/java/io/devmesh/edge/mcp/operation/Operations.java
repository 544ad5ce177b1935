package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Makes an {@link Operation} of {@code tools/call}, {@code prompts/get} and {@code resources/read}. */
@ApplicationScoped
public class Operations {
    private final ToolRegistry tools;
    private final ToolCaller toolCaller;
    private final PromptRegistry prompts;
    private final ResourceRegistry resources;
    private final StepUp stepUp;
    private final Admission admission;

    Operations() {
        this(null, null, null, null, null, null);
    }

    /** Asks no caller for more scopes. */
    public Operations(
            ToolRegistry tools,
            ToolCaller toolCaller,
            PromptRegistry prompts,
            ResourceRegistry resources,
            Admission admission) {
        this(tools, toolCaller, prompts, resources, new StepUp(), admission);
    }

    @Inject
    Operations(
            ToolRegistry tools,
            ToolCaller toolCaller,
            PromptRegistry prompts,
            ResourceRegistry resources,
            StepUp stepUp,
            Admission admission) {
        this.tools = tools;
        this.toolCaller = toolCaller;
        this.prompts = prompts;
        this.resources = resources;
        this.stepUp = stepUp;
        this.admission = admission;
    }

    /**
     * Throws JsonRpcException for malformed params, for a tool that is unknown or not in the key's toolset, for a token that
     * lacks the tool's scope, and for a call beyond a limit.
     */
    public ToolOperation callTool(Authenticated caller, ObjectNode params) {
        ToolOperation operation = tool(caller, params, admission::enterCall, false);
        admission.call(caller, operation.name().value());
        return operation;
    }

    /** The same of a call that was let in before. */
    public ToolOperation resumeTool(Authenticated caller, ObjectNode params) {
        return tool(caller, params, admission::resumeCall, false);
    }

    /** The same of a call that is a task, which may take longer. */
    public ToolOperation taskTool(Authenticated caller, ObjectNode params) {
        return tool(caller, params, admission::resumeCall, true);
    }

    private ToolOperation tool(
            Authenticated caller, ObjectNode params, ToolOperation.Entrance entrance, boolean inTask) {
        String name = Params.text(params, "name");
        ObjectNode arguments = Params.object(params, "arguments");
        return tools.find(name)
                .filter(tool -> caller.grants().offers(name))
                .map(tool -> {
                    stepUp.check(caller, tool);
                    return new ToolOperation(tool, toolCaller, caller, arguments, entrance, inTask);
                })
                .orElseThrow(() -> Params.invalid("Unknown tool: " + Params.shorten(name)));
    }

    /** Calls of one request, beyond its first, are like requests of their own. Throws JsonRpcException. */
    void admitMore(Authenticated caller, int calls) {
        admission.more(caller, calls);
    }

    /** Throws JsonRpcException for an unknown prompt, a missing argument, or malformed params. */
    public Operation getPrompt(Authenticated caller, ObjectNode params) {
        String name = Params.text(params, "name");
        Map<String, String> arguments = new HashMap<>();
        Params.object(params, "arguments").forEachEntry((argument, value) -> {
            if (!value.isString()) {
                throw Params.invalid("params.arguments." + Params.shorten(argument) + " is not a string");
            }
            arguments.put(argument, value.stringValue());
        });
        return prompts.find(caller, name)
                .map(prompt -> new PromptOperation(prompt, caller, arguments))
                .orElseThrow(() -> Params.invalid("Unknown prompt: " + Params.shorten(name)));
    }

    /** Throws JsonRpcException for malformed params; running it does so where there is no such resource. */
    public Operation readResource(Authenticated caller, ObjectNode params) {
        return new ResourceOperation(resources, caller, Params.text(params, "uri"));
    }
}
