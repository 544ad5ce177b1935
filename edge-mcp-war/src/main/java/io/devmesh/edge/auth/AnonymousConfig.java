package io.devmesh.edge.auth;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether callers need a key. They always do where anybody but this machine can reach the endpoint.
 *
 * @param tenant whose data is open to whoever presents nothing; empty where it is nobody's
 */
public record AnonymousConfig(Optional<String> tenant) implements Warnings {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    public static AnonymousConfig from(Settings settings) {
        Optional<String> tenant = settings.text("EDGE_MCP_ANONYMOUS_TENANT").map(String::strip);
        String host = settings.text("EDGE_MCP_HOST", "*").strip();
        if (tenant.isPresent() && !LOOPBACK.contains(host)) {
            throw Settings.refuse(
                    "EDGE_MCP_ANONYMOUS_TENANT",
                    tenant.get(),
                    "opens a tenant to everybody while EDGE_MCP_HOST is " + host,
                    "set EDGE_MCP_HOST=127.0.0.1, or give callers keys");
        }
        if (tenant.isPresent() && settings.isProduction()) {
            throw Settings.refuse(
                    "EDGE_MCP_ANONYMOUS_TENANT", tenant.get(), "is not for production", "give callers keys");
        }
        return new AnonymousConfig(tenant);
    }

    @Override
    public List<String> warnings() {
        return tenant.stream()
                .map(name -> "EDGE_MCP_ANONYMOUS_TENANT lets every program on this machine see the tenant " + name)
                .toList();
    }
}
