package io.devmesh.worker.rule;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.payload.Events;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rule books and verdicts for tests, from JSON with single quotes. */
final class Rules {
    private Rules() {}

    static RuleBook book(String rules) {
        return RuleBook.parse(json(rules));
    }

    /** Of an array with one rule that transforms. */
    static Verdict transformed(String steps, String payload) {
        return judged("[{'mode':'transform_and_store','transform':" + steps + "}]", payload);
    }

    static ObjectNode data(String steps, String payload) {
        return ((Verdict.Store) transformed(steps, payload)).data().orElseThrow();
    }

    static String reason(Verdict verdict) {
        return ((Verdict.Violation) verdict).reason();
    }

    static Verdict judged(String rules, String payload) {
        return book(rules).judge(Events.of(Provider.GITHUB, "push", payload));
    }

    static JsonNode json(String text) {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }
}
