package io.devmesh.edge.ask;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call needs before it can go on. Whoever returned it is called again with the answers.
 *
 * @param requests by a name that the asker chose; the answers come back under the same
 * @param state what the asker wants to find again; sealed, so that the client can neither read nor change it
 */
public record Question(Map<String, InputRequest> requests, Optional<ObjectNode> state) {
    public Question {
        requests = new LinkedHashMap<>(requests);
    }

    public static Question of(String name, InputRequest request) {
        return new Question(Map.of(name, request), Optional.empty());
    }

    /** What a client must have declared to be asked this. */
    public Set<ClientCapability> needs() {
        Set<ClientCapability> needs = EnumSet.noneOf(ClientCapability.class);
        requests.values().forEach(request -> needs.addAll(request.needs()));
        return needs;
    }
}
