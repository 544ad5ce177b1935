package io.devmesh.tools.migrate;

import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;

/**
 * A consumer group as it was seen at one time.
 *
 * @param pending entries that wait for an acknowledgement, those of the range that was asked for
 */
record Group(String name, StreamEntryID lastDelivered, Map<StreamEntryID, Delivery.Pending> pending) {
    /** One that has had nothing. */
    static Group fresh(String name) {
        return new Group(name, new StreamEntryID(0, 0), Map.of());
    }

    /** Right where {@code lastDelivered} was read before {@code pending}: what was delivered by then and is not pending is done. */
    Delivery deliveryOf(StreamEntryID id) {
        Delivery.Pending held = pending.get(id);
        if (held != null) {
            return held;
        }
        return id.compareTo(lastDelivered) > 0 ? new Delivery.Undelivered() : new Delivery.Done();
    }

    /** Whether no group has anything to do with the entry any more; false where there is no group. */
    static boolean allDone(List<Group> groups, StreamEntryID id) {
        return !groups.isEmpty() && groups.stream().allMatch(group -> group.deliveryOf(id) instanceof Delivery.Done);
    }
}
