package io.devmesh.edge.task;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Does what a task is about; implemented by whoever knows the tools. */
public interface TaskWork {
    /** Runs the call with the answers so far. The thread is interrupted when the task is cancelled. */
    Result run(Task task);

    /** Whether it may be run again after its replica died in the middle. */
    boolean isRepeatable(Task task);

    /** What came out. */
    sealed interface Result {
        /**
         * It is done.
         *
         * @param result a {@code CallToolResult}
         */
        record Completed(ObjectNode result) implements Result {}

        /**
         * It can never be done.
         *
         * @param error a JSON-RPC error
         *
         */
        record Failed(ObjectNode error) implements Result {}

        /**
         * It must ask first.
         *
         * @param requests {@code InputRequests} by name
         *
         */
        record Asks(ObjectNode requests, Optional<ObjectNode> state) implements Result {}
    }
}
