package io.devmesh.edge.tool;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * What a tool tells the client while it works. Nothing here waits for the client, and what the client did not ask for is
 * dropped. Only a tool that says {@link Tool#takesLong} is heard.
 */
public interface Talk {
    /**
     * How far the tool is; must grow from call to call.
     *
     * @param total 0 where it is not known
     * @param message for the user; may be empty
     */
    void progress(double progress, double total, String message);

    /**
     * A log message.
     *
     * @param logger who says it
     * @param data a text or an object; no secrets
     */
    void log(LogLevel level, String logger, JsonNode data);

    /** Lets the client hang up now and come back after {@code pause} for the rest; where that can't be, nothing happens. */
    void hangUp(Duration pause);

    /** Whether nobody wants the result any more. The tool's thread is interrupted as well. */
    boolean isCancelled();

    /** To nobody. */
    static Talk none() {
        return Silence.INSTANCE;
    }

    /** Hears nothing. */
    enum Silence implements Talk {
        INSTANCE;

        @Override
        public void progress(double progress, double total, String message) {}

        @Override
        public void log(LogLevel level, String logger, JsonNode data) {}

        @Override
        public void hangUp(Duration pause) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
