package io.devmesh.edge.mcp;

import java.util.Optional;
import java.util.function.Function;

/**
 * What HTTP says beside the message. Values are stripped of white space; a header that came more than once with different
 * values has them all, with commas.
 *
 * @param required false on transports without headers for each message, where nothing is compared
 * @param protocolVersion {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}, as it was sent
 * @param sessionId {@code MCP-Session-Id}
 * @param lastEventId {@code Last-Event-ID}
 * @param parameter the value of {@code Mcp-Param-…}, by what follows the dash
 */
public record McpHeaders(
        boolean required,
        Optional<String> protocolVersion,
        Optional<String> method,
        Optional<String> name,
        Optional<String> sessionId,
        Optional<String> lastEventId,
        Function<String, Optional<String>> parameter) {
    /** For a transport that has none. */
    public static McpHeaders none() {
        return new McpHeaders(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                unused -> Optional.empty());
    }
}
