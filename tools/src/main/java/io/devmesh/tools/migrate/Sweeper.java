package io.devmesh.tools.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import redis.clients.jedis.StreamEntryID;

/**
 * Takes back what was copied and is done on the source. Done means acknowledged by every group, which a Worker does only
 * after its transaction: an entry that is merely gone is left alone.
 */
final class Sweeper {
    private static final int PART = 500;

    private final SourceStream source;
    private final TargetStream target;
    private final NavigableSet<StreamEntryID> open;

    /** @param open ids on the source of what was copied; taken from */
    Sweeper(SourceStream source, TargetStream target, NavigableSet<StreamEntryID> open) {
        this.source = source;
        this.target = target;
        this.open = open;
    }

    /** False where the source is not what it was when {@code record} was written; then nothing is taken back. */
    boolean sweep(MigrationRecord record) {
        if (open.isEmpty() || record.mark().isEmpty()) {
            return source.isStill(record);
        }
        List<Group> groups = source.reader().groups(open.first(), open.last());
        List<StreamEntryID> done =
                open.stream().filter(id -> Group.allDone(groups, id)).toList();
        Map<String, Set<String>> consumers = new HashMap<>();
        groups.forEach(group -> consumers.put(group.name(), source.reader().consumers(group.name())));
        // Only now: had the stream been flushed since the groups were read, everything would look done.
        if (!source.isStill(record)) {
            return false;
        }
        for (int from = 0; from < done.size(); from += PART) {
            List<StreamEntryID> part = done.subList(from, Math.min(done.size(), from + PART));
            target.remove(consumers, part);
            open.removeAll(new ArrayList<>(part));
        }
        return true;
    }
}
