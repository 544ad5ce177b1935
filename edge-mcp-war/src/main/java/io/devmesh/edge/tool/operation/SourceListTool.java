package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.SourceOperationRepository;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class SourceListTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(SourceListTool.class, "source_list.json");

    private final SourceOperationRepository sources;

    SourceListTool() {
        this(null);
    }

    @Inject
    SourceListTool(SourceOperationRepository sources) {
        this.sources = sources;
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
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode list = result.putArray("sources");
        sources.list(call.caller().tenant()).forEach(list::add);
        return new ToolResult.Structured(result);
    }
}
