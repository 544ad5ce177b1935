package io.devmesh.edge.audit;

import io.devmesh.shared.config.Settings;

/**
 * What is noted.
 *
 * @param toolCalls which of them
 * @param arguments whether with their arguments, which may hold what should not be kept
 */
public record AuditConfig(ToolCalls toolCalls, boolean arguments) {
    /** Calls of tools. */
    public enum ToolCalls {
        ALL,
        /** Those of tools that may change something. */
        WRITES,
        NONE
    }

    public static AuditConfig from(Settings settings) {
        String calls = settings.oneOf("EDGE_MCP_AUDIT_TOOL_CALLS", "all", "all", "writes", "none");
        return new AuditConfig(
                switch (calls) {
                    case "writes" -> ToolCalls.WRITES;
                    case "none" -> ToolCalls.NONE;
                    default -> ToolCalls.ALL;
                },
                settings.bool("EDGE_MCP_AUDIT_ARGUMENTS", false));
    }
}
