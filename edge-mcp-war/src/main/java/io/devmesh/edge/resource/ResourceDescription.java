package io.devmesh.edge.resource;

import io.devmesh.edge.content.Icon;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code resources/list} says of a resource.
 *
 * @param uri names it
 * @param name for programs
 * @param title for people
 * @param description what is in it
 * @param mimeType of its contents
 * @param icons for people
 */
public record ResourceDescription(
        String uri,
        String name,
        Optional<String> title,
        Optional<String> description,
        String mimeType,
        List<Icon> icons) {
    public ResourceDescription(
            String uri, String name, Optional<String> title, Optional<String> description, String mimeType) {
        this(uri, name, title, description, mimeType, List.of());
    }

    /** A {@code Resource} object of MCP. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("uri", uri).put("name", name);
        title.ifPresent(text -> json.put("title", text));
        description.ifPresent(text -> json.put("description", text));
        json.put("mimeType", mimeType);
        Icon.put(icons, json);
        return json;
    }
}
