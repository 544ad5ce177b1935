package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.operation.Operator;

/** What tools over dead letters share. */
final class DeadLetterAnswers {
    private DeadLetterAnswers() {}

    static Operator operator(ToolCall call) {
        return Operator.ofKey(call.caller().tenant(), call.caller().keyName());
    }

    static ToolResult missing(EventId id) {
        return new ToolResult.Refusal("There is no event " + id + "; dead_letter_list shows those that are dead");
    }

    static ToolResult notDead(EventId id) {
        return new ToolResult.Refusal(
                "Event " + id + " is not dead: dead_letter_get shows what it is and what was done to it");
    }
}
