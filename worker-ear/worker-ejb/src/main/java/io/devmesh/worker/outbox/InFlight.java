package io.devmesh.worker.outbox;

import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are under way. A tenant gets its limit at the most, and no place while it has as many as are free (a dynamic
 * threshold, as switches share buffers by): of 32 the first that hangs keeps 16, the second 8, and so on, and who has less than
 * the others gets what they give back.
 */
final class InFlight {
    private final int limit;
    private final int tenantLimit;
    private final Map<TenantId, Integer> byTenant = new HashMap<>();
    private int all;

    InFlight(int limit, int tenantLimit) {
        this.limit = limit;
        this.tenantLimit = tenantLimit;
    }

    /** Takes up to {@code wanted} places, and returns how many. */
    synchronized int take(TenantId tenant, int wanted) {
        int taken = 0;
        int mine = of(tenant);
        while (taken < wanted && mine < Math.min(tenantLimit, limit - all)) {
            taken++;
            mine++;
            all++;
        }
        set(tenant, mine);
        return taken;
    }

    synchronized void giveBack(TenantId tenant, int places) {
        all -= places;
        set(tenant, of(tenant) - places);
        notifyAll();
    }

    synchronized int of(TenantId tenant) {
        return byTenant.getOrDefault(tenant, 0);
    }

    /** False where something was still under way after {@code patience}. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (all > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private void set(TenantId tenant, int places) {
        if (places == 0) {
            byTenant.remove(tenant);
        } else {
            byTenant.put(tenant, places);
        }
    }
}
