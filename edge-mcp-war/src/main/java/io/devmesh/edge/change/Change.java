package io.devmesh.edge.change;

/** Something that clients can be told of. */
public sealed interface Change {
    record ToolsListChanged() implements Change {}

    record PromptsListChanged() implements Change {}

    record ResourcesListChanged() implements Change {}

    /** The resource with exactly that URI has other contents than before. */
    record ResourceUpdated(String uri) implements Change {}
}
