package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.resource.ResourceTemplate;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The list methods; always in the same order, up to {@value Page#SIZE} in a page. */
@ApplicationScoped
public class Listings {
    private final List<ObjectNode> tools;
    private final List<ObjectNode> prompts;
    private final List<ObjectNode> templates;
    private final ResourceRegistry resources;

    Listings() {
        this.tools = List.of();
        this.prompts = List.of();
        this.templates = List.of();
        this.resources = null;
    }

    @Inject
    public Listings(ToolRegistry tools, PromptRegistry prompts, ResourceRegistry resources) {
        this.tools = tools.descriptions().stream().map(ToolDescription::toJson).toList();
        this.prompts = prompts.all().stream()
                .map(prompt -> prompt.description().toJson())
                .toList();
        this.templates =
                resources.templates().stream().map(ResourceTemplate::toJson).toList();
        this.resources = resources;
    }

    /** A {@code ListToolsResult}; the members of its list are shared. */
    public ObjectNode tools(ObjectNode params) {
        return Page.of(tools, params).as("tools");
    }

    /** A {@code ListPromptsResult}; the members of its list are shared. */
    public ObjectNode prompts(ObjectNode params) {
        return Page.of(prompts, params).as("prompts");
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

    /** A {@code ListResourceTemplatesResult}; the members of its list are shared. */
    public ObjectNode templates(ObjectNode params) {
        return Page.of(templates, params).as("resourceTemplates");
    }
}
