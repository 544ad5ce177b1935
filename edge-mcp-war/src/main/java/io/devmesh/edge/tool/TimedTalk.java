package io.devmesh.edge.tool;

import io.devmesh.edge.work.RunningCall;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Of a call that is not heard any more when its time is over. */
record TimedTalk(Talk talk, RunningCall call) implements Talk {
    @Override
    public void progress(double progress, double total, String message) {
        if (!call.isCancelled()) {
            talk.progress(progress, total, message);
        }
    }

    @Override
    public void log(LogLevel level, String logger, JsonNode data) {
        if (!call.isCancelled()) {
            talk.log(level, logger, data);
        }
    }

    @Override
    public void hangUp(Duration pause) {
        if (!call.isCancelled()) {
            talk.hangUp(pause);
        }
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled() || talk.isCancelled();
    }
}
