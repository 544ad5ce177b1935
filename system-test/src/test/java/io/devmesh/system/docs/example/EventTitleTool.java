package io.devmesh.system.docs.example;

import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.PayloadView;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
class EventTitleTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventTitleTool.class, "event_title.json");

    private final EventReader events;

    EventTitleTool() {
        this(null);
    }

    @Inject
    EventTitleTool(EventReader events) {
        this.events = events;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        EventId id = EventId.parse(call.text("id").orElseThrow());
        return events.find(call.caller().tenant(), id, PayloadView.NONE)
                .map(found -> found.path("event").path("subject").asString(""))
                .<ToolResult>map(title -> new ToolResult.Structured(
                        Json.mapper().createObjectNode().put("title", title)))
                .orElse(new ToolResult.Refusal("There is no event " + id + "; event_list shows those there are"));
    }
}
