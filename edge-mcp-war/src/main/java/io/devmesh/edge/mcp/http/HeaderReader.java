package io.devmesh.edge.mcp.http;

import io.devmesh.edge.mcp.McpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads the headers that repeat parts of a message (SEP-2243). */
final class HeaderReader {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderReader() {}

    static McpHeaders read(HttpServletRequest request) {
        return new McpHeaders(
                true,
                header(request, "MCP-Protocol-Version"),
                header(request, "Mcp-Method"),
                header(request, "Mcp-Name").map(HeaderReader::decode));
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip);
    }

    /** Values that are not plain visible ASCII come as {@code =?base64?…?=}; what does not decode stays as it is. */
    private static String decode(String value) {
        if (!value.startsWith(PREFIX)
                || !value.endsWith(SUFFIX)
                || value.length() < PREFIX.length() + SUFFIX.length()) {
            return value;
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(value.substring(PREFIX.length(), value.length() - SUFFIX.length()));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return value;
        }
    }
}
