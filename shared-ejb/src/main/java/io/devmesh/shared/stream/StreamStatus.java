package io.devmesh.shared.stream;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How much is on the stream and in whose hands.
 *
 * @param length entries, those that wait for an acknowledgement included
 * @param pending entries that wait for an acknowledgement
 * @param oldestPending when the first of them was put onto the stream, by the clock of Redis
 * @param pendingByConsumer who has how many
 */
public record StreamStatus(
        long length, long pending, Optional<Instant> oldestPending, Map<String, Long> pendingByConsumer) {
    public StreamStatus {
        pendingByConsumer = Map.copyOf(pendingByConsumer);
    }
}
