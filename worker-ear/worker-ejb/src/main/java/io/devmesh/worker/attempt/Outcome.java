package io.devmesh.worker.attempt;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.source.TargetName;
import java.util.List;

/**
 * What one attempt at an event came to.
 *
 * @param stored as its row will be
 * @param forwards where it goes as well
 */
public record Outcome(StoredEvent stored, List<TargetName> forwards) {
    public Outcome {
        forwards = List.copyOf(forwards);
    }

    /** That, and nothing else. */
    public static Outcome of(StoredEvent stored) {
        return new Outcome(stored, List.of());
    }
}
