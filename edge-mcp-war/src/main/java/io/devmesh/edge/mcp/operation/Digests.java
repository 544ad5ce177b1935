package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.audit.Digest;
import io.devmesh.shared.json.Json;
import tools.jackson.databind.JsonNode;

/** SHA-256 of what a request is about, with the members of objects in order. */
final class Digests {
    private Digests() {}

    static String of(String method, String name, JsonNode arguments) {
        return Digest.of(Json.mapper().createArrayNode().add(method).add(name).add(arguments));
    }
}
