package io.devmesh.shared.event;

import java.util.Optional;

/**
 * An event whose row may have to be made.
 *
 * @param entry the id of the stream's entry that brought it, by which that entry delivered again is told from another delivery
 */
public record NewEvent(StoredEvent stored, Optional<String> entry) {
    /** One that did not come over the stream. */
    public static NewEvent direct(StoredEvent stored) {
        return new NewEvent(stored, Optional.empty());
    }
}
