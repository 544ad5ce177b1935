package io.devmesh.edge.mcp.http;

import io.devmesh.edge.mcp.McpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** All values where they differ, so that nobody can mean the first while another reads the last. */
    private static Optional<String> header(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (values == null || !values.hasMoreElements()) {
            return Optional.empty();
        }
        String first = values.nextElement().strip();
        if (!values.hasMoreElements()) {
            return Optional.of(first);
        }
        return Optional.of(Stream.concat(
                        Stream.of(first), Collections.list(values).stream().map(String::strip))
                .distinct()
                .collect(Collectors.joining(",")));
    }
}
