package io.devmesh.edge.mcp;

import java.util.Optional;

/**
 * What HTTP repeats of a message in its headers.
 *
 * @param required false on transports without headers for each message, where nothing is compared
 * @param protocolVersion {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}, decoded
 */
public record McpHeaders(
        boolean required, Optional<String> protocolVersion, Optional<String> method, Optional<String> name) {
    /** For a transport that has none. */
    public static McpHeaders none() {
        return new McpHeaders(false, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
