package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.tool.Talk;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Nobody listens to a task; it only learns that it was cancelled, by being interrupted. */
enum TaskTalk implements Talk {
    INSTANCE;

    @Override
    public void progress(double progress, double total, String message) {}

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {}

    @Override
    public void hangUp(Duration pause) {}

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
