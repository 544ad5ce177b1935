package io.devmesh.edge.mcp.session;

import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.mcp.ProtocolVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replaces kinds of content that a client's revision does not know yet by text. */
final class LegacyContent {
    private LegacyContent() {}

    /** Changes {@code result}, and returns it. */
    static ObjectNode adapt(ObjectNode result, ProtocolVersion version) {
        if (version.compareTo(ProtocolVersion.V2025_06_18) >= 0) {
            return result;
        }
        if (result.path("content") instanceof ArrayNode content) {
            for (int i = 0; i < content.size(); i++) {
                content.set(i, block(content.get(i), version));
            }
        }
        result.path("messages").forEach(message -> {
            if (message instanceof ObjectNode object) {
                object.set("content", block(object.path("content"), version));
            }
        });
        return result;
    }

    private static JsonNode block(JsonNode block, ProtocolVersion version) {
        return switch (block.path("type").asString("")) {
            case "resource_link" -> new ContentBlock.Text(block.path("uri").asString("")).toJson();
            case "audio" ->
                version.compareTo(ProtocolVersion.V2025_03_26) < 0
                        ? new ContentBlock.Text(
                                        "(sound, " + block.path("mimeType").asString("") + ")")
                                .toJson()
                        : block;
            default -> block;
        };
    }
}
