package io.devmesh.system.fuzz;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent, and what may be expected of it.
 *
 * @param name says how to make it again
 * @param kind how it was damaged
 * @param verb the method of HTTP
 * @param headers beside those that make up the frame
 * @param version whose schema the answer follows
 * @param framing how it is put on the wire
 */
record Shot(
        String name,
        String kind,
        String verb,
        List<Header> headers,
        byte[] body,
        Reading reading,
        String version,
        Framing framing) {
    /** How a body is put on the wire. */
    enum Framing {
        WHOLE,
        CHUNKED,
        /** The sender goes in the middle. */
        CUT,
        /** The head is not HTTP any more. */
        BROKEN
    }

    boolean hasSoundFrame() {
        return framing == Framing.WHOLE || framing == Framing.CHUNKED;
    }

    /**
     * A server that refuses a broken head, or a body that is too large, closes without reading the rest, and TCP then takes back what
     * the client has not read yet.
     */
    boolean mayBeRefusedUnread() {
        return !hasSoundFrame() || body.length >= Damaged.OVERSIZE;
    }

    /** All values where they differ, as Edge MCP reads them; empty where there is none. */
    static String header(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(header -> header.value().strip())
                .distinct()
                .collect(Collectors.joining(","));
    }
}
