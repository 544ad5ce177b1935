package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.shared.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What is called again and again.
 *
 * @param process whose processor time counts
 * @param first answer, with which all others must agree
 */
public record Subject(String name, HttpPost request, ProcessHandle process, SingleCall first) {
    private static final String EVENT_DATA = "data: ";

    /** Calls it once. */
    public static Subject of(String name, HttpPost request, ProcessHandle process) {
        return new Subject(name, request, process, SingleCall.send(request));
    }

    /** That it answers is not enough: the answer must be a tool's result. */
    public Subject checked() {
        String body = new String(first.body(), StandardCharsets.UTF_8);
        if (first.status() != 200
                || !message(body).at("/result/structuredContent").isObject()) {
            throw new IllegalStateException(name + " answered " + first.status() + " " + body);
        }
        return this;
    }

    /** As JSON or as an event. */
    private static JsonNode message(String body) {
        String json = body.lines()
                .filter(line -> line.startsWith(EVENT_DATA))
                .map(line -> line.substring(EVENT_DATA.length()))
                .reduce((earlier, last) -> last)
                .orElse(body);
        try {
            return Json.mapper().readTree(json);
        } catch (JacksonException notJson) {
            return Json.mapper().missingNode();
        }
    }
}
