package io.devmesh.edge.webhook;

import io.devmesh.shared.tenant.TenantId;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What part of the deliveries accepted in the last five seconds each tenant has sent. */
final class RecentShares {
    private static final int SECONDS = 5;

    /** Fewer say nothing about who sends much. */
    private static final int ENOUGH = 50;

    /** How much more than its fair share a tenant may have, as a part of all. */
    private static final double SLACK = 0.1;

    private final Clock clock;
    private final Deque<Second> seconds = new ArrayDeque<>();
    private final Map<TenantId, Integer> totals = new HashMap<>();
    private int total;

    RecentShares(Clock clock) {
        this.clock = clock;
    }

    synchronized void count(TenantId tenant) {
        long now = now();
        forget(now);
        if (seconds.isEmpty() || seconds.getLast().at != now) {
            seconds.add(new Second(now, new HashMap<>()));
        }
        seconds.getLast().counts.merge(tenant, 1, Integer::sum);
        totals.merge(tenant, 1, Integer::sum);
        total++;
    }

    /** Whether it had more than its part, if all tenants that sent anything had the same, and a little more. */
    synchronized boolean isAboveFairShare(TenantId tenant) {
        forget(now());
        if (total < ENOUGH) {
            return false;
        }
        double fair = 1.0 / totals.size() + SLACK;
        return totals.getOrDefault(tenant, 0) > fair * total;
    }

    /** Also what a clock that was set back would keep for ever. */
    private void forget(long now) {
        while (!seconds.isEmpty() && Math.abs(now - seconds.getFirst().at) >= SECONDS) {
            seconds.removeFirst().counts.forEach((tenant, count) -> {
                totals.computeIfPresent(tenant, (same, all) -> all.equals(count) ? null : all - count);
                total -= count;
            });
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private record Second(long at, Map<TenantId, Integer> counts) {}
}
