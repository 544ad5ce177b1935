package io.devmesh.system.fuzz;

import io.devmesh.shared.json.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the server gave and wants to see again: ids of its questions and tasks, sealed states. */
final class Memory {
    /** Texts in the samples that stand for what is remembered. */
    static final String ASKED = "@asked";

    static final String TASK = "@task";
    static final String STATE = "@state";

    private final Map<String, String> kept = new ConcurrentHashMap<>();

    /** Keeps the newest of each kind. */
    void look(String text) {
        JsonNode message = read(text);
        if (message.has("method")) {
            keep(ASKED, message.path("id"));
        }
        keep(TASK, message.path("result").path("taskId"));
        keep(STATE, message.path("result").path("requestState"));
    }

    private static JsonNode read(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException malformed) {
            return Json.mapper().missingNode(); // which the judge will say
        }
    }

    private void keep(String placeholder, JsonNode value) {
        if (value.isString()) {
            kept.put(placeholder, value.stringValue());
        }
    }

    /** What stands for {@code text}, which is itself where it is no placeholder. */
    String recall(String text) {
        return kept.getOrDefault(text, text);
    }
}
