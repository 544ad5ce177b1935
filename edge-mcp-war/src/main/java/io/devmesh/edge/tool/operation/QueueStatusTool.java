package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.operation.QueueRepository;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class QueueStatusTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(QueueStatusTool.class, "queue_status.json");

    private final QueueRepository queue;
    private final RedisEventStream stream;

    QueueStatusTool() {
        this(null, null);
    }

    @Inject
    QueueStatusTool(QueueRepository queue, RedisEventStream stream) {
        this.queue = queue;
        this.stream = stream;
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
        ObjectNode status = queue.status(call.caller().tenant());
        length().ifPresent(length -> status.putObject("stream").put("length", length));
        return new ToolResult.Structured(status);
    }

    /** Empty while Redis is away: what waits in PostgreSQL is worth knowing then, too. */
    private OptionalLong length() {
        try {
            return OptionalLong.of(stream.length());
        } catch (StreamUnavailableException away) {
            return OptionalLong.empty();
        }
    }
}
