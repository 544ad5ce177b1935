package io.devmesh.worker.rule;

import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A value of the payload, and what is done where it is not there.
 *
 * @param path where it stands in the rules
 * @param optional whether it is done without
 * @param substitute what stands in for it
 */
record Origin(String path, PayloadPath from, boolean optional, Optional<JsonNode> substitute) {
    /** Empty only where it is optional. */
    Optional<JsonNode> in(JsonNode payload) {
        return in(payload, value -> true, "nothing");
    }

    /** As {@link #in}, but objects, arrays and null count as absent. */
    Optional<JsonNode> scalarIn(JsonNode payload) {
        return in(payload, value -> value.isValueNode() && !value.isNull(), "no text, number or boolean");
    }

    private Optional<JsonNode> in(JsonNode payload, Predicate<JsonNode> wanted, String found) {
        Optional<JsonNode> value = from.in(payload, path).filter(wanted).or(() -> substitute);
        if (value.isEmpty() && !optional) {
            throw new ViolationException(path + ": the payload has " + found + " at " + from);
        }
        return value;
    }
}
