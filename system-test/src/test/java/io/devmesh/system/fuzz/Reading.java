package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * How a strict reader of JSON-RPC understands what is sent, which decides what may come back.
 *
 * @param tree the message, missing where there is no JSON
 */
record Reading(Kind kind, Optional<JsonNode> id, JsonNode tree) {
    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** What it is. */
    enum Kind {
        REQUEST,
        NOTIFICATION,
        RESPONSE,
        BATCH,
        UNREADABLE
    }

    static Reading of(byte[] bytes) {
        try {
            Reading reading = of(READER.readTree(bytes));
            boolean isPlainArray = new String(bytes, UTF_8).stripLeading().startsWith("[");
            return reading.kind() == Kind.BATCH && !isPlainArray ? unreadable() : reading;
        } catch (JacksonException malformed) {
            return unreadable();
        }
    }

    /** As is a batch in another encoding than UTF-8, or after a mark of it. */
    private static Reading unreadable() {
        return of(Json.mapper().missingNode());
    }

    static Reading of(JsonNode tree) {
        JsonNode id = tree.path("id");
        boolean hasId = id.isString() || id.isIntegralNumber();
        return new Reading(kind(tree, hasId), hasId ? Optional.of(id) : Optional.empty(), tree);
    }

    private static Kind kind(JsonNode tree, boolean hasId) {
        if (tree.isArray()) {
            return Kind.BATCH;
        }
        boolean idIsOdd = tree.has("id") && !hasId;
        if (!tree.isObject() || idIsOdd || !tree.path("jsonrpc").asString("").equals("2.0")) {
            return Kind.UNREADABLE;
        }
        if (!tree.has("method")) {
            return hasId && (tree.has("result") || tree.has("error")) ? Kind.RESPONSE : Kind.UNREADABLE;
        }
        boolean paramsAreOdd = tree.has("params") && !tree.path("params").isObject();
        if (!tree.path("method").isString() || paramsAreOdd) {
            return Kind.UNREADABLE;
        }
        return hasId ? Kind.REQUEST : Kind.NOTIFICATION;
    }

    String method() {
        return tree.path("method").asString("");
    }

    /** Whether its own {@code _meta} says that it is of 2026-07-28. */
    boolean standsAlone() {
        return tree.path("params").path("_meta").has(Samples.VERSION_KEY);
    }

    /** A call that takes longer than one should wait. */
    boolean isEndless() {
        JsonNode params = tree.path("params");
        return params.path("name").asString("").equals(Samples.SLOW_TOOL)
                && params.path("arguments").path("seconds").asDouble(0) > 1;
    }
}
