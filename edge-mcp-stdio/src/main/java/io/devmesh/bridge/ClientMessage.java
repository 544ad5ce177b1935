package io.devmesh.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the client has sent: a message, or (2025-03-26) a batch of them.
 *
 * @param bytes as they came, and as they go on
 */
record ClientMessage(byte[] bytes, JsonNode json) {
    static final String INITIALIZE = "initialize";
    static final String INITIALIZED = "notifications/initialized";
    static final String CANCELLED = "notifications/cancelled";
    static final String LISTEN = "subscriptions/listen";
    static final String TOOLS_LIST = "tools/list";
    static final String TOOLS_CALL = "tools/call";

    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

    /** Throws JacksonException where it is not JSON. */
    static ClientMessage parse(byte[] bytes) {
        return new ClientMessage(bytes, Json.mapper().readTree(bytes));
    }

    static ClientMessage of(ObjectNode json) {
        return new ClientMessage(Json.mapper().writeValueAsBytes(json), json);
    }

    /** Empty for a response and for a batch. */
    String method() {
        return json.path("method").stringValueOpt().orElse("");
    }

    boolean is(String method) {
        return method().equals(method);
    }

    JsonNode params() {
        return json.path("params");
    }

    /** The methods of the requests in it, by id, in their order. */
    SequencedMap<JsonNode, String> requests() {
        SequencedMap<JsonNode, String> requests = new LinkedHashMap<>();
        if (json.isArray()) {
            json.forEach(each -> addRequest(each, requests));
        } else {
            addRequest(json, requests);
        }
        return requests;
    }

    private static void addRequest(JsonNode message, Map<JsonNode, String> requests) {
        if (message.hasNonNull("id") && message.path("method").isString()) {
            requests.put(message.get("id"), message.path("method").stringValue());
        }
    }

    /** The protocol version that a message of 2026-07-28 or later says of itself; older ones rely on their session. */
    Optional<String> statelessVersion() {
        return params().path("_meta").path(VERSION).stringValueOpt();
    }
}
