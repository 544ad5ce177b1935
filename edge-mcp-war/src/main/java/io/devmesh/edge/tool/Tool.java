package io.devmesh.edge.tool;

import io.devmesh.edge.ask.Question;
import io.devmesh.shared.tenant.Scope;
import java.util.Optional;

/** Something that agents can call. Every CDI bean of this type is offered. */
public interface Tool {
    ToolDescription description();

    /**
     * Does it. The arguments were already checked against the input schema. A tool that asks is called again with the
     * same arguments and the answers, maybe on another replica, so nothing that must happen once may come before the
     * question.
     *
     * @return a refusal where the tool itself says no; exceptions mean that something is broken
     */
    ToolResult call(ToolCall call);

    /** Whether it talks while it works or may take more than a second; then it gets a thread of its own. */
    default boolean takesLong() {
        return false;
    }

    /** What must be known before the work begins, and before it becomes a task. */
    default Optional<Question> asksFirst(ToolCall call) {
        return Optional.empty();
    }

    /** Of what it touches; a key needs it, or one for the tool by its name. Empty where every key may. */
    default Optional<Scope> scope() {
        return Optional.empty();
    }

    /** Whether its answers may be given again for a moment; not where a caller must see what it has just done. */
    default boolean mayBeRemembered() {
        return description().isReadOnly();
    }

    default TaskSupport taskSupport() {
        return TaskSupport.NONE;
    }
}
