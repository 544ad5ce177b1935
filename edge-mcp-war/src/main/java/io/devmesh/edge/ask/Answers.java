package io.devmesh.edge.ask;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the client has answered so far, in this and in earlier rounds of the same call.
 *
 * @param byName under the names of the {@link Question}
 * @param state of the last question
 * @param capabilities what else the client could be asked for
 */
public record Answers(Map<String, Answer> byName, Optional<ObjectNode> state, Set<ClientCapability> capabilities) {
    /** Of a call that has not asked yet, by a client that can't be asked. */
    public static Answers none() {
        return none(EnumSet.noneOf(ClientCapability.class));
    }

    public static Answers none(Set<ClientCapability> capabilities) {
        return new Answers(Map.of(), Optional.empty(), capabilities);
    }

    public boolean isEmpty() {
        return byName.isEmpty() && state.isEmpty();
    }

    public Optional<Answer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
