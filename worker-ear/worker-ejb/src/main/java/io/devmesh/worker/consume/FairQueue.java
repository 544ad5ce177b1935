package io.devmesh.worker.consume;

import io.devmesh.shared.source.Processing.Priority;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.inbox.Arrival;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read and not yet stored: those of high priority first, and one of each tenant in turn. Of one tenant and priority
 * they stay in order. It is as small as its owner makes it, so that nobody waits for ever.
 */
final class FairQueue {
    private final Map<Priority, Map<TenantId, Deque<Arrival>>> waiting = new EnumMap<>(Priority.class);

    FairQueue() {
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new LinkedHashMap<>());
        }
    }

    void add(Priority priority, Arrival arrival) {
        waiting.get(priority)
                .computeIfAbsent(arrival.event().tenant(), tenant -> new ArrayDeque<>())
                .add(arrival);
    }

    boolean isEmpty() {
        return waiting.values().stream().allMatch(Map::isEmpty);
    }

    /** Up to {@code count} that have up to {@code bytes}, or one that alone has more. */
    List<Arrival> take(int count, long bytes) {
        List<Arrival> taken = new ArrayList<>();
        long size = 0;
        for (Map<TenantId, Deque<Arrival>> byTenant : waiting.values()) {
            while (!byTenant.isEmpty()) {
                for (Iterator<Deque<Arrival>> turns = byTenant.values().iterator(); turns.hasNext(); ) {
                    Deque<Arrival> next = turns.next();
                    size += next.getFirst().size();
                    if (taken.size() == count || (size > bytes && !taken.isEmpty())) {
                        return taken;
                    }
                    taken.add(next.removeFirst());
                    if (next.isEmpty()) {
                        turns.remove();
                    }
                }
            }
        }
        return taken;
    }

    /** Forgets all of it, and returns it. */
    List<Arrival> clear() {
        List<Arrival> all = take(Integer.MAX_VALUE, Long.MAX_VALUE);
        waiting.values().forEach(Map::clear);
        return all;
    }
}
