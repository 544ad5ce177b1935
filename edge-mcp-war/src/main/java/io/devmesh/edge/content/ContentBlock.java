package io.devmesh.edge.content;

import io.devmesh.shared.json.Json;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A {@code ContentBlock} of MCP. */
public sealed interface ContentBlock {
    /** Plain text or Markdown. */
    record Text(String text) implements ContentBlock {}

    record Image(byte[] bytes, String mimeType) implements ContentBlock {}

    record Audio(byte[] bytes, String mimeType) implements ContentBlock {}

    /** A resource that the client may read later; from 2025-06-18 on. */
    record Link(String uri, String name, Optional<String> mimeType) implements ContentBlock {}

    /** A resource with its contents. */
    record Embedded(ResourceContents contents) implements ContentBlock {}

    default ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        switch (this) {
            case Text(String text) -> json.put("type", "text").put("text", text);
            case Image(byte[] bytes, String mimeType) -> media(json, "image", bytes, mimeType);
            case Audio(byte[] bytes, String mimeType) -> media(json, "audio", bytes, mimeType);
            case Link(String uri, String name, Optional<String> mimeType) -> {
                json.put("type", "resource_link").put("uri", uri).put("name", name);
                mimeType.ifPresent(type -> json.put("mimeType", type));
            }
            case Embedded(ResourceContents contents) ->
                json.put("type", "resource").set("resource", contents.toJson());
        }
        return json;
    }

    private static void media(ObjectNode json, String type, byte[] bytes, String mimeType) {
        json.put("type", type)
                .put("data", Base64.getEncoder().encodeToString(bytes))
                .put("mimeType", mimeType);
    }
}
