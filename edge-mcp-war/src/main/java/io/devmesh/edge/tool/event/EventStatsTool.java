package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventCount;
import io.devmesh.shared.event.EventGroup;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class EventStatsTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventStatsTool.class, "event_stats.json");
    private static final int MOST_FREQUENT = 50;

    private final EventSearchRepository events;

    EventStatsTool() {
        this(null);
    }

    @Inject
    EventStatsTool(EventSearchRepository events) {
        this.events = events;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        Map<EventGroup, List<EventCount>> counts =
                events.count(call.caller().tenant(), FilterArguments.read(call), MOST_FREQUENT);
        ObjectNode result = Json.mapper().createObjectNode();
        result.put("total", total(counts.get(EventGroup.STATUS)));
        counts.forEach((group, values) -> {
            ArrayNode list = result.putArray("by_" + group.column());
            values.forEach(count -> list.addObject().put("value", count.value()).put("count", count.count()));
        });
        return new ToolResult.Structured(result);
    }

    /** Every event has one of few statuses, so none of these counts was cut off. */
    private static long total(List<EventCount> byStatus) {
        return byStatus.stream().mapToLong(EventCount::count).sum();
    }
}
