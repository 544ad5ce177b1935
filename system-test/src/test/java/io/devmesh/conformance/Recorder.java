package io.devmesh.conformance;

import io.devmesh.edge.tool.LogLevel;
import io.devmesh.edge.tool.Talk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Notes what a tool tells; from the first news on it may say that nobody listens any more. */
final class Recorder implements Talk {
    private final List<String> news = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    List<String> news() {
        return news;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void progress(double progress, double total, String message) {
        news.add("progress " + progress + "/" + total);
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        news.add(level.wire() + " " + data.stringValue());
    }

    @Override
    public void hangUp(Duration pause) {
        news.add("hung up");
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
