package io.devmesh.worker.consume;

import io.devmesh.shared.stream.StreamEntry;
import java.util.List;

/**
 * How many entries to ask Redis for, which cannot be asked for bytes: judged by the sizes of those that came before. It begins with
 * few, so that a process that large ones have ended is not ended by them again.
 */
final class ReadSize {
    private final Lanes lanes;
    private long average;

    /** @param batchBytes of a batch; nothing is known of entries yet, but that they may be as large */
    ReadSize(Lanes lanes, long batchBytes) {
        this.lanes = lanes;
        this.average = batchBytes;
    }

    /** Of one entry, in bytes. */
    long expected() {
        return average;
    }

    /** For one read. */
    int count() {
        return lanes.room(average);
    }

    /** Grows at once, and shrinks by half at the most. */
    void observe(List<StreamEntry> entries) {
        if (!entries.isEmpty()) {
            long size = entries.stream().mapToLong(StreamEntry::size).sum() / entries.size();
            average = Math.max(size, (average + size) / 2);
        }
    }
}
