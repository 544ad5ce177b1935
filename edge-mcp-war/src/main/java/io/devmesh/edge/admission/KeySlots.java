package io.devmesh.edge.admission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is under way on this replica, by key. A key with nothing under way is not kept. */
@ApplicationScoped
class KeySlots {
    private final ConcurrentMap<Slot, Integer> taken = new ConcurrentHashMap<>();

    private record Slot(LimitType type, UUID keyId) {}

    /** Whether there is one more; whoever takes it calls {@link #leave} once. */
    boolean enter(LimitType type, UUID keyId, OptionalInt limit) {
        AtomicBoolean entered = new AtomicBoolean();
        taken.compute(new Slot(type, keyId), (slot, before) -> {
            int now = before == null ? 0 : before;
            boolean free = limit.isEmpty() || now < limit.getAsInt();
            entered.set(free);
            return free ? Integer.valueOf(now + 1) : before;
        });
        return entered.get();
    }

    void leave(LimitType type, UUID keyId) {
        taken.computeIfPresent(new Slot(type, keyId), (slot, before) -> before == 1 ? null : before - 1);
    }

    int count(LimitType type, UUID keyId) {
        return taken.getOrDefault(new Slot(type, keyId), 0);
    }
}
