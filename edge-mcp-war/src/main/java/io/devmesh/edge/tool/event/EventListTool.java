package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class EventListTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventListTool.class, "event_list.json");
    private static final int DEFAULT_LIMIT = 20;

    private final EventSearchRepository events;

    EventListTool() {
        this(null);
    }

    @Inject
    EventListTool(EventSearchRepository events) {
        this.events = events;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        Optional<EventCursor> after = call.text("cursor").flatMap(EventCursor::decode);
        if (call.text("cursor").isPresent() && after.isEmpty()) {
            return new ToolResult.Refusal("cursor is not one that event_list gave: leave it out to start over");
        }
        int limit = call.integer("limit", DEFAULT_LIMIT);
        // One more than asked for tells whether there is a next page.
        List<EventSummary> found = events.list(call.caller().tenant(), FilterArguments.read(call), after, limit + 1);
        List<EventSummary> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode list = result.putArray("events");
        page.stream().map(EventJson::of).forEach(list::add);
        if (found.size() > limit) {
            EventSummary last = page.getLast();
            result.put(
                    "next_cursor", new EventCursor(last.receivedAt(), last.id().value()).encode());
        }
        return new ToolResult.Structured(result);
    }
}
