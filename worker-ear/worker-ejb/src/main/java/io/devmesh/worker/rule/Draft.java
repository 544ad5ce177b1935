package io.devmesh.worker.rule;

import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The data while its steps are done, and the payload that they read. */
final class Draft {
    private final String path;
    private final JsonNode payload;
    private final ObjectNode data = Json.mapper().createObjectNode();

    /** {@code path} is where the transform stands in the rules. */
    Draft(String path, JsonNode payload) {
        this.path = path;
        this.payload = payload;
    }

    JsonNode payload() {
        return payload;
    }

    /** A copy, because steps change what is in the data, but neither the payload nor the rules. */
    void put(DataField field, JsonNode value) {
        refuseWhereTooLarge(value);
        ObjectNode parent = data;
        for (String name : field.parents()) {
            parent = switch (parent.path(name)) {
                case ObjectNode object -> object;
                case JsonNode other when other.isMissingNode() -> parent.putObject(name);
                default ->
                    throw new ViolationException(
                            path + ": data cannot have " + field + ", because its " + name + " is not an object");
            };
        }
        parent.set(field.name(), value.deepCopy());
    }

    /** Removes it. */
    Optional<JsonNode> take(DataField field) {
        JsonNode parent = data;
        for (String name : field.parents()) {
            parent = parent.path(name);
        }
        return parent instanceof ObjectNode object
                ? Optional.ofNullable(object.remove(field.name()))
                : Optional.empty();
    }

    ObjectNode finished() {
        refuseWhereTooLarge(data);
        return data;
    }

    /** Every value apart as well, so that not even a draft takes much memory. */
    private void refuseWhereTooLarge(JsonNode node) {
        if (!Size.isWithin(Transform.MAX_BYTES, node)) {
            throw new ViolationException(path + ": data would be larger than " + Transform.MAX_BYTES / 1024 + " KiB");
        }
    }
}
