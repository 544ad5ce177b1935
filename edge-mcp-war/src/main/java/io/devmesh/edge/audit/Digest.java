package io.devmesh.edge.audit;

import io.devmesh.shared.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** SHA-256 of JSON, the same however the members of its objects are ordered. */
public final class Digest {
    private static final JsonMapper SORTED = Json.mapper()
            .rebuild()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Digest() {}

    /** 64 hexadecimal digits. */
    public static String of(JsonNode json) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(json)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
