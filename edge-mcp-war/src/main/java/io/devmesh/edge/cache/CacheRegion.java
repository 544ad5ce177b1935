package io.devmesh.edge.cache;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Entries of one kind.
 *
 * @param name in keys and metrics, lower-case letters and underscores
 * @param memoryTtl life in memory; the configuration's, where that is shorter
 * @param sharedTtl life in Redis; the configuration's, where that is shorter
 * @param invalidated whether entries become wrong before their time, so that {@link TwoLevelCache#invalidate} must reach
 *     all replicas; while it would not, they live a few seconds at the most
 * @param kept which level may keep a value
 */
public record CacheRegion<V>(
        String name,
        CacheCodec<V> codec,
        Duration memoryTtl,
        Duration sharedTtl,
        boolean invalidated,
        Function<V, Kept> kept) {
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,32}");

    /** Where a value may be kept. */
    public enum Kept {
        BOTH,
        MEMORY,
        NOWHERE
    }

    public CacheRegion {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a region's name: " + name);
        }
    }
}
