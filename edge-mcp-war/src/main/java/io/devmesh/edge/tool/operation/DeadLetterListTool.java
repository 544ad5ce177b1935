package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.edge.tool.event.FilterArguments;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.operation.DeadLetters;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class DeadLetterListTool implements Tool {
    private static final ToolDescription DESCRIPTION =
            ToolDescription.load(DeadLetterListTool.class, "dead_letter_list.json");
    private static final int DEFAULT_LIMIT = 20;

    private final DeadLetters dead;

    DeadLetterListTool() {
        this(null);
    }

    @Inject
    DeadLetterListTool(DeadLetters dead) {
        this.dead = dead;
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
    public boolean mayBeRemembered() {
        return false;
    }

    @Override
    public ToolResult call(ToolCall call) {
        Optional<EventCursor> after = call.text("cursor").flatMap(EventCursor::decode);
        if (call.text("cursor").isPresent() && after.isEmpty()) {
            return new ToolResult.Refusal("cursor is not one that dead_letter_list gave: leave it out to start over");
        }
        return new ToolResult.Structured(dead.page(
                call.caller().tenant(), FilterArguments.read(call), after, call.integer("limit", DEFAULT_LIMIT)));
    }
}
