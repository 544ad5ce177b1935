package io.devmesh.worker.consume;

import io.devmesh.shared.stream.StreamEntry;
import java.util.ArrayList;
import java.util.List;

/** Cuts what one read gave into pieces that one transaction can hold, in order. */
final class Batches {
    private Batches() {}

    /** Each piece has at most {@code maxBytes}, or is a single entry that alone has more. */
    static List<List<StreamEntry>> cut(List<StreamEntry> entries, long maxBytes) {
        List<List<StreamEntry>> batches = new ArrayList<>();
        List<StreamEntry> batch = new ArrayList<>();
        long bytes = 0;
        for (StreamEntry entry : entries) {
            if (!batch.isEmpty() && bytes + entry.size() > maxBytes) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(entry);
            bytes += entry.size();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
