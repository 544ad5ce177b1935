package io.devmesh.edge.mcp.session;

import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * How long what belongs to a session is kept.
 *
 * @param ttl the longest that a session lasts; after that its client initializes again
 * @param replay how long the messages of a stream can be asked for again
 * @param answer how long a client may take to answer what it was asked
 */
public record SessionConfig(Duration ttl, Duration replay, Duration answer) {
    public static SessionConfig from(Settings settings) {
        return new SessionConfig(
                settings.duration(
                        "EDGE_MCP_SESSION_TTL", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(30)),
                settings.duration(
                        "EDGE_MCP_REPLAY_TTL", Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofHours(24)),
                settings.duration(
                        "EDGE_MCP_ANSWER_TIMEOUT",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5),
                        Duration.ofHours(24)));
    }
}
