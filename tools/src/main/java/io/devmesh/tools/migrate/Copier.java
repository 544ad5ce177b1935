package io.devmesh.tools.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import redis.clients.jedis.StreamEntryID;

/** Copies what comes after the position, batch by batch. */
final class Copier {
    private final StreamReader source;
    private final TargetStream target;
    private final BatchSize size = new BatchSize();
    private final NavigableSet<StreamEntryID> open;
    private StreamEntryID position;

    /** @param open ids on the source of what was copied; added to */
    Copier(StreamReader source, TargetStream target, StreamEntryID position, NavigableSet<StreamEntryID> open) {
        this.source = source;
        this.target = target;
        this.position = position;
        this.open = open;
    }

    StreamEntryID position() {
        return position;
    }

    /** Makes the source's groups on the target, so that what comes later is new to them. */
    void makeGroups() {
        target.copy(position, new Batch(source.groups(), List.of(), position));
    }

    /** Copies the next entries; waits that long for one where there is none. Returns how many were looked at. */
    int step(Duration wait) {
        List<Entry> entries =
                wait.isZero() ? source.read(position, size.next()) : source.await(position, size.next(), wait);
        size.was(entries);
        for (List<Entry> part : BatchSize.parts(entries)) {
            copy(part);
        }
        return entries.size();
    }

    /** The groups are read after the entries: what they are done with by then need not be copied. */
    private void copy(List<Entry> entries) {
        StreamEntryID last = entries.getLast().id();
        List<Group> groups = source.groups(entries.getFirst().id(), last);
        List<Entry> wanted = new ArrayList<>(entries);
        wanted.removeIf(entry -> Group.allDone(groups, entry.id()));
        target.copy(position, new Batch(groups, wanted, last));
        position = last;
        wanted.forEach(entry -> open.add(entry.id()));
    }
}
