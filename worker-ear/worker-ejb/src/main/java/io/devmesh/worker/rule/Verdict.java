package io.devmesh.worker.rule;

import io.devmesh.shared.source.TargetName;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the rules say of an event. */
public sealed interface Verdict {
    /**
     * The event is stored, as all are.
     *
     * @param data what the rule's transform built of the payload
     * @param forwards where it goes as well; none twice
     */
    record Store(Optional<ObjectNode> data, List<TargetName> forwards) implements Verdict {
        public Store {
            forwards = List.copyOf(forwards);
        }
    }

    /** The event is not as its rule wants it; {@code reason} is for people and quotes nothing of the payload but paths. */
    record Violation(String reason) implements Verdict {}
}
