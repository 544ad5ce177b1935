package io.devmesh.worker.consume;

import io.devmesh.shared.source.Ordering;
import io.devmesh.worker.inbox.Arrival;
import java.util.Optional;

/**
 * What settings of a source say of the lane that an event of it goes to.
 *
 * @param order of which the lane keeps the order
 * @param concurrency in how many lanes the source is at the most; empty for all
 */
record Placement(Ordering order, Optional<Integer> concurrency) {
    private static final int GOLDEN = 0x9E3779B9;

    /**
     * Which of {@code lanes} it is. The events of a tenant are in up to {@code tenantLimit} lanes that are side by side, and those of
     * a source in some of these; whatever has one order is in one.
     */
    int lane(Arrival arrival, int lanes, int tenantLimit) {
        int tenantWidth = Math.min(tenantLimit, lanes);
        int sourceWidth = Math.min(concurrency.orElse(lanes), tenantWidth);
        int key = arrival.orderKey()
                .map(String::hashCode)
                .orElseGet(arrival.event().id()::hashCode);
        int inSource = spread(key, sourceWidth);
        int inTenant = (spread(arrival.event().source().hashCode(), tenantWidth) + inSource) % tenantWidth;
        return (spread(arrival.event().tenant().hashCode(), lanes) + inTenant) % lanes;
    }

    private static int spread(int hash, int width) {
        return Math.floorMod((hash * GOLDEN) >>> 8, width);
    }
}
