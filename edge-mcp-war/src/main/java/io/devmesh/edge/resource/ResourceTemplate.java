package io.devmesh.edge.resource;

import io.devmesh.edge.content.Icon;
import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code resources/templates/list} says of a set of resources.
 *
 * @param uriTemplate RFC 6570
 * @param name for programs
 * @param title for people
 * @param description what is in them
 * @param mimeType of their contents
 * @param icons for people
 */
public record ResourceTemplate(
        String uriTemplate,
        String name,
        Optional<String> title,
        Optional<String> description,
        String mimeType,
        List<Icon> icons) {
    public ResourceTemplate(
            String uriTemplate, String name, Optional<String> title, Optional<String> description, String mimeType) {
        this(uriTemplate, name, title, description, mimeType, List.of());
    }

    /** A {@code ResourceTemplate} object of MCP. */
    public ObjectNode toJson() {
        ObjectNode json =
                Json.mapper().createObjectNode().put("uriTemplate", uriTemplate).put("name", name);
        title.ifPresent(text -> json.put("title", text));
        description.ifPresent(text -> json.put("description", text));
        json.put("mimeType", mimeType);
        Icon.put(icons, json);
        return json;
    }
}
