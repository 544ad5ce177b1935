package io.devmesh.edge.mcp;

import io.devmesh.shared.config.Settings;

/**
 * Limits of the MCP endpoint.
 *
 * @param maxBodyBytes the largest message
 */
public record McpConfig(int maxBodyBytes) {
    private static final int MIB = 1 << 20;

    public static McpConfig from(Settings settings) {
        return new McpConfig(settings.bytes("EDGE_MCP_MAX_BODY", 4 * MIB, 1024, 64 * MIB));
    }
}
