package io.devmesh.edge.mcp;

import io.devmesh.shared.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Limits of the MCP endpoint, and who may reach it from a browser.
 *
 * @param maxBodyBytes the largest message
 * @param keepAlive how long a stream may be silent before a comment keeps proxies from closing it
 * @param maxInFlight requests of one WebSocket that are worked on at the same time
 * @param allowedOrigins as browsers send them, {@code scheme://host[:port]}, beside those of this machine
 * @param allowedHosts names by which the endpoint may be called, without port; empty means any, except on the loopback
 *     interface
 */
public record McpConfig(
        int maxBodyBytes, Duration keepAlive, int maxInFlight, Set<String> allowedOrigins, Set<String> allowedHosts) {
    private static final int MIB = 1 << 20;

    public static McpConfig from(Settings settings) {
        return new McpConfig(
                settings.bytes("EDGE_MCP_MAX_BODY", 4 * MIB, 1024, 64 * MIB),
                settings.duration(
                        "EDGE_MCP_KEEP_ALIVE", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                settings.integer("EDGE_MCP_SOCKET_IN_FLIGHT", 64, 1, 10_000),
                origins(settings.text("EDGE_MCP_ALLOWED_ORIGINS", "")),
                hosts(settings.text("EDGE_MCP_ALLOWED_HOSTS", "")));
    }

    private static Set<String> origins(String list) {
        return members(list).stream()
                .peek(origin -> {
                    if (!isOrigin(origin)) {
                        throw Settings.refuse(
                                "EDGE_MCP_ALLOWED_ORIGINS",
                                list,
                                "each member is scheme://host or scheme://host:port, as browsers send it",
                                "write https://app.example.com, for example");
                    }
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> hosts(String list) {
        Set<String> hosts = members(list);
        if (hosts.stream().anyMatch(host -> host.contains("/") || host.contains("*"))) {
            throw Settings.refuse(
                    "EDGE_MCP_ALLOWED_HOSTS",
                    list,
                    "each member is a host name, without scheme, port, path or wildcard",
                    "write mcp.example.com, for example");
        }
        return hosts;
    }

    private static Set<String> members(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(member -> member.strip().toLowerCase(Locale.ROOT))
                .filter(member -> !member.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
