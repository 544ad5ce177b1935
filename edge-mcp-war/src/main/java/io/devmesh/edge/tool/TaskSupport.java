package io.devmesh.edge.tool;

/** Whether a call may be answered with a task, which the client polls (extension {@code io.modelcontextprotocol/tasks}). */
public enum TaskSupport {
    /** The result is always waited for. */
    NONE,
    /** A task for clients that know tasks; the others wait. */
    OPTIONAL,
    /** Clients that do not know tasks can't call it. */
    REQUIRED
}
