package io.devmesh.edge.tool.event;

import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class EventListTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventListTool.class, "event_list.json");
    private static final int DEFAULT_LIMIT = 20;

    private final EventReader events;

    EventListTool() {
        this(null);
    }

    @Inject
    EventListTool(EventReader events) {
        this.events = events;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.EVENTS_READ);
    }

    @Override
    public ToolResult call(ToolCall call) {
        Optional<EventCursor> after = call.text("cursor").flatMap(EventCursor::decode);
        if (call.text("cursor").isPresent() && after.isEmpty()) {
            return new ToolResult.Refusal("cursor is not one that event_list gave: leave it out to start over");
        }
        return new ToolResult.Structured(events.page(
                call.caller().tenant(), FilterArguments.read(call), after, call.integer("limit", DEFAULT_LIMIT)));
    }
}
