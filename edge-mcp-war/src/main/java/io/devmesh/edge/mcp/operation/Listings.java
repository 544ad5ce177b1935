package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceTemplate;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The list methods; always in the same order, up to {@value Page#SIZE} in a page. */
@ApplicationScoped
public class Listings {
    private final List<Listed<Tool>> tools;
    private final List<Listed<Prompt>> prompts;
    private final ResourceRegistry resources;

    Listings() {
        this.tools = List.of();
        this.prompts = List.of();
        this.resources = null;
    }

    @Inject
    public Listings(ToolRegistry tools, PromptRegistry prompts, ResourceRegistry resources) {
        this.tools = tools.all().stream()
                .map(tool -> new Listed<>(tool, tool.description().toJson()))
                .toList();
        this.prompts = prompts.all().stream()
                .map(prompt -> new Listed<>(prompt, prompt.description().toJson()))
                .toList();
        this.resources = resources;
    }

    /** Something on a list, and what the list says of it. */
    private record Listed<T>(T what, ObjectNode json) {}

    /** A {@code ListToolsResult} of what the caller may call; the members of its list are shared. */
    public ObjectNode tools(Authenticated caller, ObjectNode params) {
        List<ObjectNode> callable = tools.stream()
                .filter(tool -> caller.grants()
                        .mayCall(
                                tool.what().description().name().value(),
                                tool.what().scope()))
                .map(Listed::json)
                .toList();
        return Page.of(callable, params).as("tools");
    }

    /** A {@code ListPromptsResult} of what the caller may have; the members of its list are shared. */
    public ObjectNode prompts(Authenticated caller, ObjectNode params) {
        List<ObjectNode> open = prompts.stream()
                .filter(prompt -> prompt.what().isOpenTo(caller))
                .map(Listed::json)
                .toList();
        return Page.of(open, params).as("prompts");
    }

    /** A {@code ListResourcesResult} of what the caller may see. */
    public ObjectNode resources(Authenticated caller, ObjectNode params) {
        return Page.of(
                        resources.resources(caller).stream()
                                .map(ResourceDescription::toJson)
                                .toList(),
                        params)
                .as("resources");
    }

    /** A {@code ListResourceTemplatesResult} of what the caller may see. */
    public ObjectNode templates(Authenticated caller, ObjectNode params) {
        return Page.of(
                        resources.templates(caller).stream()
                                .map(ResourceTemplate::toJson)
                                .toList(),
                        params)
                .as("resourceTemplates");
    }
}
