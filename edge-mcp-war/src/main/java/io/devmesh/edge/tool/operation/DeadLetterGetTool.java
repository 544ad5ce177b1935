package io.devmesh.edge.tool.operation;

import io.devmesh.edge.event.PayloadView;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.operation.DeadLetters;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class DeadLetterGetTool implements Tool {
    private static final ToolDescription DESCRIPTION =
            ToolDescription.load(DeadLetterGetTool.class, "dead_letter_get.json");

    private final DeadLetters dead;

    DeadLetterGetTool() {
        this(null);
    }

    @Inject
    DeadLetterGetTool(DeadLetters dead) {
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
        EventId id = EventId.parse(call.text("id").orElseThrow());
        PayloadView payload = PayloadView.ofWire(call.text("payload").orElse("json"));
        return dead.find(call.caller().tenant(), id)
                .<ToolResult>map(event -> {
                    ObjectNode result = dead.describe(call.caller().tenant(), event);
                    payload.put(result, event);
                    return new ToolResult.Structured(result);
                })
                .orElseGet(() -> DeadLetterAnswers.missing(id));
    }
}
