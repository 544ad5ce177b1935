package io.devmesh.tools.migrate;

import java.util.List;
import redis.clients.jedis.StreamEntryID;

/**
 * Entries to copy in one step.
 *
 * @param groups of the source, with what is pending among the entries
 * @param entries without those that all groups are done with
 * @param position the source's id up to which everything is copied then
 */
record Batch(List<Group> groups, List<Entry> entries, StreamEntryID position) {
    /** As {@code copy.lua} takes it, from the position on. */
    Arguments addTo(Arguments arguments) {
        return arguments
                .add(position)
                .addAll(groups, (all, group) -> all.add(group.name()))
                .addAll(entries, (all, entry) -> {
                    all.add(entry.id()).addAll(entry.fields(), Arguments::add);
                    groups.forEach(group -> add(all, group.deliveryOf(entry.id())));
                });
    }

    private static void add(Arguments arguments, Delivery delivery) {
        switch (delivery) {
            case Delivery.Undelivered undelivered -> arguments.add("u");
            case Delivery.Done done -> arguments.add("d");
            case Delivery.Pending pending ->
                arguments.add("p").add(pending.consumer()).add(pending.times()).add(pending.idleMillis());
        }
    }
}
