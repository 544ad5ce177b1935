package io.devmesh.edge.mcp.operation;

import io.devmesh.shared.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** SHA-256 of what a request is about, with the members of objects in order. */
final class Digests {
    private static final JsonMapper SORTED = Json.mapper()
            .rebuild()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Digests() {}

    static String of(String method, String name, JsonNode arguments) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SORTED.writeValueAsBytes(
                    SORTED.createArrayNode().add(method).add(name).add(arguments)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
