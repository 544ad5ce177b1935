package io.devmesh.edge.content;

import io.devmesh.shared.json.Json;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** What a resource holds: {@code TextResourceContents} or {@code BlobResourceContents} of MCP. */
public sealed interface ResourceContents {
    String uri();

    String mimeType();

    record Text(String uri, String mimeType, String text) implements ResourceContents {}

    record Blob(String uri, String mimeType, byte[] bytes) implements ResourceContents {}

    default ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("uri", uri()).put("mimeType", mimeType());
        return switch (this) {
            case Text text -> json.put("text", text.text());
            case Blob blob -> json.put("blob", Base64.getEncoder().encodeToString(blob.bytes()));
        };
    }
}
