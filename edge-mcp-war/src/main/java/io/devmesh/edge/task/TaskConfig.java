package io.devmesh.edge.task;

import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * How tasks are kept.
 *
 * @param ttl how long a task can be polled, counted from when it was made
 */
public record TaskConfig(Duration ttl) {
    public static TaskConfig from(Settings settings) {
        return new TaskConfig(
                settings.duration("EDGE_MCP_TASK_TTL", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(7)));
    }
}
