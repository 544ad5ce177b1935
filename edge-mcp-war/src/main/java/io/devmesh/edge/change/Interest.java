package io.devmesh.edge.change;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one client of a tenant wants to be told.
 *
 * @param tools whether the list of tools changed
 * @param prompts whether the list of prompts changed
 * @param resources whether the list of resources changed
 * @param uris of resources; asked for at each change, in a thread that must not wait
 * @param told gets the changes, in a thread that must not wait
 */
public record Interest(
        boolean tools, boolean prompts, boolean resources, Supplier<Set<String>> uris, Consumer<Told> told) {
    /**
     * A change and when it happened.
     *
     * @param id the same whoever tells it
     * @param position to go on from after a loss
     */
    public record Told(Change change, String id, String position) {}

    boolean wants(Change change) {
        return switch (change) {
            case Change.ToolsListChanged tools -> this.tools;
            case Change.PromptsListChanged prompts -> this.prompts;
            case Change.ResourcesListChanged resources -> this.resources;
            case Change.ResourceUpdated(String uri) -> uris.get().contains(uri);
        };
    }
}
