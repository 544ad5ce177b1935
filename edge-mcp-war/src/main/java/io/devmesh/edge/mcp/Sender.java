package io.devmesh.edge.mcp;

import io.devmesh.edge.auth.Authenticated;
import java.util.Optional;

/**
 * Who sent a message, and how.
 *
 * @param wire the connection, where it is a lasting one
 */
public record Sender(Authenticated caller, McpHeaders headers, Optional<Wire> wire) {
    /** Over HTTP. */
    public static Sender of(Authenticated caller, McpHeaders headers) {
        return new Sender(caller, headers, Optional.empty());
    }
}
