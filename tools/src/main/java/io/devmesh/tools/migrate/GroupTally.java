package io.devmesh.tools.migrate;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.StreamEntryID;

/** Counts for the report what one group has on the source. */
final class GroupTally {
    private static final int LISTED = 100;

    private final String name;
    private final List<String> differences = new ArrayList<>();
    private long entries;
    private long found;
    private long done;
    private long pending;
    private long alike;

    GroupTally(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** An entry, how far the group is with it on either side, and whether the target has it. */
    void count(StreamEntryID id, Delivery onSource, Delivery onTarget, boolean present) {
        if (onSource instanceof Delivery.Done) {
            return;
        }
        entries++;
        if (present) {
            found++;
        } else if (onTarget instanceof Delivery.Done) {
            done++;
        }
        if (onSource instanceof Delivery.Pending held) {
            compare(id, held, onTarget, present);
        }
    }

    private void compare(StreamEntryID id, Delivery.Pending held, Delivery onTarget, boolean present) {
        pending++;
        if (held.sameAs(onTarget)) {
            alike++;
        } else if (differences.size() < LISTED) {
            String there = present || onTarget instanceof Delivery.Done ? onTarget.toString() : "not there";
            differences.add(id + ": " + held + " on the source, " + there + " on the target");
        }
    }

    Report.OfGroup report() {
        return new Report.OfGroup(name, entries, found, done, pending, alike, List.copyOf(differences));
    }
}
