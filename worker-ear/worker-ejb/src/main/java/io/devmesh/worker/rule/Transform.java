package io.devmesh.worker.rule;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Steps that build data of a payload, one after the other.
 *
 * @param path where it stands in the rules
 */
record Transform(String path, List<Step> steps) {
    /** Of the data, as UTF-8. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_STEPS = 100;

    static Transform of(Clause transform) {
        return new Transform(
                transform.path(),
                transform.some(MAX_STEPS, "must have at least one step").stream()
                        .map(StepParser::step)
                        .toList());
    }

    ObjectNode apply(JsonNode payload) {
        Draft draft = new Draft(path, payload);
        steps.forEach(step -> step.applyTo(draft));
        return draft.finished();
    }
}
