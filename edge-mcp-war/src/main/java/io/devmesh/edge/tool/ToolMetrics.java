package io.devmesh.edge.tool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what took too long. */
@ApplicationScoped
class ToolMetrics {
    private static final Metadata TIMEOUTS = Metadata.builder()
            .withName("edge_mcp_tool_timeouts")
            .withDescription("Calls of tools that were ended because they took too long, by tool")
            .build();

    private final MetricRegistry registry;

    ToolMetrics() {
        this(null);
    }

    @Inject
    ToolMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void timedOut(String tool) {
        registry.counter(TIMEOUTS, new Tag("tool", tool)).inc();
    }
}
