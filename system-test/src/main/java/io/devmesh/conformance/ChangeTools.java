package io.devmesh.conformance;

import io.devmesh.edge.change.Change;
import io.devmesh.edge.change.ChangePublisher;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Tools that tell of a change; nothing changes, so that lists stay the same from scenario to scenario. */
@ApplicationScoped
class ChangeTools {
    @Produces
    Tool toolChange(ChangePublisher changes) {
        return telling("test_trigger_tool_change", changes, new Change.ToolsListChanged());
    }

    @Produces
    Tool promptChange(ChangePublisher changes) {
        return telling("test_trigger_prompt_change", changes, new Change.PromptsListChanged());
    }

    @Produces
    Tool resourceChange(ChangePublisher changes) {
        return telling("test_trigger_resource_change", changes, new Change.ResourceUpdated(FixtureResources.WATCHED));
    }

    private static Tool telling(String name, ChangePublisher changes, Change change) {
        return FixtureTool.of(name, call -> {
            changes.publish(call.caller().tenant(), change);
            return ToolResult.Content.text("Told");
        });
    }
}
