package io.devmesh.edge.tool.event;

import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.PayloadView;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class EventGetTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventGetTool.class, "event_get.json");

    private final EventReader events;

    EventGetTool() {
        this(null);
    }

    @Inject
    EventGetTool(EventReader events) {
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
        EventId id = EventId.parse(call.text("id").orElseThrow());
        PayloadView payload = PayloadView.ofWire(call.text("payload").orElse("json"));
        return events.find(call.caller().tenant(), id, payload)
                .<ToolResult>map(ToolResult.Structured::new)
                .orElseGet(
                        () -> new ToolResult.Refusal("There is no event " + id + "; event_list shows those there are"));
    }
}
