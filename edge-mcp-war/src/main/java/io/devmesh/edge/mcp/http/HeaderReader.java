package io.devmesh.edge.mcp.http;

import io.devmesh.edge.http.HeaderValues;
import io.devmesh.edge.mcp.McpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Reads the headers that MCP knows. */
final class HeaderReader {
    private HeaderReader() {}

    static McpHeaders read(HttpServletRequest request) {
        return new McpHeaders(
                true,
                header(request, "MCP-Protocol-Version"),
                header(request, "Mcp-Method"),
                header(request, "Mcp-Name"),
                header(request, "MCP-Session-Id"),
                header(request, "Last-Event-ID"),
                name -> header(request, "Mcp-Param-" + name));
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(HeaderValues.of(request, name));
    }
}
