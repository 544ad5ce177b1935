package io.devmesh.edge.tool;

import io.devmesh.edge.task.TaskConfig;
import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * How long tools may work at a stretch; what a client takes to answer a question does not count.
 *
 * @param call for a client that waits
 * @param task for a task: not longer than it is kept, nor shorter than a call
 */
public record ToolConfig(Duration call, Duration task) {
    public static ToolConfig from(Settings settings) {
        Duration call = settings.duration(
                "EDGE_MCP_TOOL_TIMEOUT", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(1));
        Duration kept = TaskConfig.from(settings).ttl();
        return new ToolConfig(call, kept.compareTo(call) < 0 ? call : kept);
    }

    /** @param inTask whether it is one's work */
    Duration limit(boolean inTask) {
        return inTask ? task : call;
    }
}
