package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.tool.Talk;
import java.util.Set;

/** A checked request that may have to ask the client, and can be run any number of times. */
public interface Operation {
    /** Whether it wants a thread of its own, and to talk. */
    default boolean takesLong() {
        return false;
    }

    /** Whether the client may be given a task instead of waiting, and whether it must be. */
    default TaskChoice taskChoice(Set<ClientCapability> capabilities) {
        return TaskChoice.WAIT;
    }

    Outcome run(Answers answers, Talk talk);

    /** The same for the same request, whoever sends it: method, name and arguments. */
    String digest();

    /** How an answer is given. */
    enum TaskChoice {
        WAIT,
        TASK,
        /** The client would have to know tasks. */
        IMPOSSIBLE
    }
}
