package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.DeadLetters;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class DeadLetterDiscardTool implements Tool {
    private static final ToolDescription DESCRIPTION =
            ToolDescription.load(DeadLetterDiscardTool.class, "dead_letter_discard.json");

    private final DeadLetters dead;

    DeadLetterDiscardTool() {
        this(null);
    }

    @Inject
    DeadLetterDiscardTool(DeadLetters dead) {
        this.dead = dead;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.ADMIN);
    }

    @Override
    public ToolResult call(ToolCall call) {
        EventId id = EventId.parse(call.text("id").orElseThrow());
        return switch (dead.discard(DeadLetterAnswers.operator(call), id)) {
            case DONE ->
                new ToolResult.Structured(Json.mapper().createObjectNode().put("discarded", id.toString()));
            case MISSING -> DeadLetterAnswers.missing(id);
            case REFUSED -> DeadLetterAnswers.notDead(id);
        };
    }
}
