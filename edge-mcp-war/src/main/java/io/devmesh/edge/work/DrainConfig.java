package io.devmesh.edge.work;

import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * How this replica stops.
 *
 * @param delay how long it serves on after SIGTERM; none where no load balancer has to forget it
 */
public record DrainConfig(Duration delay) {
    public static DrainConfig from(Settings settings) {
        return new DrainConfig(
                settings.duration("EDGE_MCP_DRAIN_DELAY", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)));
    }
}
