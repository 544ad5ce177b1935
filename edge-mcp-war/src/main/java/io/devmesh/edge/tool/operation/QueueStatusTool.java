package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.operation.QueueRepository;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

@ApplicationScoped
class QueueStatusTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(QueueStatusTool.class, "queue_status.json");

    private final QueueRepository queue;

    QueueStatusTool() {
        this(null);
    }

    @Inject
    QueueStatusTool(QueueRepository queue) {
        this.queue = queue;
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
        return new ToolResult.Structured(queue.status(call.caller().tenant()));
    }
}
