package io.devmesh.edge.mcp.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What the client can read. Without the header, anything.
 *
 * @param json a whole answer
 * @param stream a stream of events
 */
record Accept(boolean json, boolean stream) {
    static Accept of(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (accept == null || accept.contains("*/*")) {
            return new Accept(true, true);
        }
        return new Accept(
                accept.contains("application/json") || accept.contains("application/*"),
                accept.contains("text/event-stream") || accept.contains("text/*"));
    }
}
