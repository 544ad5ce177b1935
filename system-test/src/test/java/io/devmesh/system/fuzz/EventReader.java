package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the messages in a stream of events, and whether the client should wait for more. */
final class EventReader {
    private final List<String> texts;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean comesAgain;
    private boolean begun;
    private boolean open;

    /** @param texts gets each message */
    EventReader(List<String> texts) {
        this.texts = texts;
    }

    void take(byte[] bytes) {
        begun = true;
        for (byte next : bytes) {
            if (next == '\n') {
                read(line.toString(UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    private void read(String text) {
        comesAgain |= text.startsWith("retry:");
        String data = text.startsWith("data:") ? text.substring(5).strip() : "";
        if (!data.isEmpty()) {
            texts.add(data);
            // Something else may have come with it.
            open |= leavesOpen(data);
        }
    }

    /** The server said when the client should ask for the rest. */
    boolean isToComeAgain() {
        return comesAgain;
    }

    /** What comes next may take as long as the client likes, or as a call was told to. */
    boolean isToBeLeft(Reading request) {
        return open || (begun && request.isEndless());
    }

    /** A question to the client, or the word that it is listening now. */
    static boolean leavesOpen(String text) {
        try {
            JsonNode message = Json.mapper().readTree(text);
            String method = message.path("method").asString("");
            return (message.has("method") && message.has("id"))
                    || method.equals("notifications/subscriptions/acknowledged");
        } catch (JacksonException malformed) {
            return false; // which the judge will say
        }
    }
}
