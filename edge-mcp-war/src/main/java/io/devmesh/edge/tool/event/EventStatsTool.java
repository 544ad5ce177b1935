package io.devmesh.edge.tool.event;

import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class EventStatsTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventStatsTool.class, "event_stats.json");

    private final EventReader events;

    EventStatsTool() {
        this(null);
    }

    @Inject
    EventStatsTool(EventReader events) {
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
        return new ToolResult.Structured(events.count(call.caller().tenant(), FilterArguments.read(call)));
    }
}
