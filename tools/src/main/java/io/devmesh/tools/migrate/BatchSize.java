package io.devmesh.tools.migrate;

import java.util.ArrayList;
import java.util.List;

/** Keeps reads and scripts short, whether entries have 100 bytes or 25 MiB. */
final class BatchSize {
    private static final int FIRST = 10;
    private static final int MOST = 200;
    private static final long BYTES = 4L << 20;

    private int next = FIRST;

    /** How many entries to read, after what was seen; at most twice as many as last time. */
    int next() {
        return next;
    }

    void was(List<Entry> entries) {
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        if (!entries.isEmpty()) {
            long fitting = BYTES * entries.size() / Math.max(1, bytes);
            next = Math.clamp(fitting, 1, Math.min(MOST, next * 2));
        }
    }

    /** The entries in parts that one script can take: a part has one entry, or not too many bytes. */
    static List<List<Entry>> parts(List<Entry> entries) {
        List<List<Entry>> parts = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.bytes();
            if (parts.isEmpty() || bytes > BYTES) {
                parts.add(new ArrayList<>());
                bytes = entry.bytes();
            }
            parts.getLast().add(entry);
        }
        return parts;
    }
}
