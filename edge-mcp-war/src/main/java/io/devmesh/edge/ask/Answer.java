package io.devmesh.edge.ask;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the client answered to an {@link InputRequest}; anything may stand in it, as clients make it.
 *
 * @param json an {@code ElicitResult}, {@code CreateMessageResult} or {@code ListRootsResult}; not to be changed
 */
public record Answer(ObjectNode json) {
    /** {@code accept}, {@code decline} or {@code cancel} for an elicitation. */
    public String action() {
        return json.path("action").asString("");
    }

    /** What the user filled in, where the user accepted. */
    public Optional<ObjectNode> accepted() {
        return action().equals("accept") && json.path("content") instanceof ObjectNode content
                ? Optional.of(content)
                : Optional.empty();
    }
}
