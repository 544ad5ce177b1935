package io.devmesh.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the server has agreed on at initialize, and wants to hear again with each message (2025-11-25 and older). */
final class Session {
    static final String ID = "MCP-Session-Id";
    static final String VERSION = "MCP-Protocol-Version";

    private Optional<String> id = Optional.empty();
    private Optional<String> version = Optional.empty();

    /** Forgets an earlier session. */
    synchronized void begin(Optional<String> givenId) {
        id = givenId;
        version = Optional.empty();
    }

    synchronized void agree(String negotiatedVersion) {
        version = Optional.of(negotiatedVersion);
    }

    synchronized Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        id.ifPresent(value -> headers.put(ID, value));
        version.ifPresent(value -> headers.put(VERSION, value));
        return headers;
    }

    /** Whether there was an initialize that succeeded. */
    synchronized boolean hasBegun() {
        return version.isPresent();
    }

    /** The headers to end it with, once. */
    synchronized Optional<Map<String, String>> end() {
        Optional<Map<String, String>> headers = id.map(known -> headers());
        id = Optional.empty();
        return headers;
    }
}
