package io.devmesh.edge.resource;

import io.devmesh.shared.json.Json;
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
 */
public record ResourceTemplate(
        String uriTemplate, String name, Optional<String> title, Optional<String> description, String mimeType) {
    /** A {@code ResourceTemplate} object of MCP. */
    public ObjectNode toJson() {
        ObjectNode json =
                Json.mapper().createObjectNode().put("uriTemplate", uriTemplate).put("name", name);
        title.ifPresent(text -> json.put("title", text));
        description.ifPresent(text -> json.put("description", text));
        return json.put("mimeType", mimeType);
    }
}
