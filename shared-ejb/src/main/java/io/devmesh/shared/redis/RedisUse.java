package io.devmesh.shared.redis;

/** What Redis is used for. Both may be one server, or two with different eviction policies. */
public enum RedisUse {
    /** Holds the stream; must not evict ({@code maxmemory-policy noeviction}). */
    QUEUE,
    /** Holds copies; evicts what is old ({@code allkeys-lru}, {@code allkeys-lfu}). */
    CACHE;

    /** As metrics, health data and messages call it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
