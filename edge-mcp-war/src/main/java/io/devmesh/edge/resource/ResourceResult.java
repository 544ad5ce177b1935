package io.devmesh.edge.resource;

import io.devmesh.edge.ask.Question;
import io.devmesh.edge.content.ResourceContents;
import java.util.List;

/** What reading a resource gives. */
public sealed interface ResourceResult {
    /** One or more pieces. */
    record Contents(List<ResourceContents> contents) implements ResourceResult {}

    /** It must ask first; it is read again with the answers. */
    record Asks(Question question) implements ResourceResult {}
}
