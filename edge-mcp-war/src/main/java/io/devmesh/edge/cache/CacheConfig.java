package io.devmesh.edge.cache;

import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much is remembered, where, and for how long.
 *
 * @param toolTtl life of the results of read-only tools; zero for not at all
 * @param keyStale how long a known API key works while PostgreSQL is away; zero for not at all
 */
public record CacheConfig(Memory memory, Shared shared, Duration toolTtl, Duration keyStale) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KIB = 1 << 10;

    /**
     * The first level.
     *
     * @param maxItems entries at the most; a large one counts as several
     * @param ttl longest life of an entry
     */
    public record Memory(int maxItems, Duration ttl) {}

    /**
     * The second level, in Redis.
     *
     * @param enabled false for memory only
     * @param required whether Edge MCP counts as not ready while Redis is away
     * @param ttl longest life of an entry
     * @param compressFrom the size in bytes from which values are compressed; empty for never
     */
    public record Shared(boolean enabled, boolean required, Duration ttl, OptionalInt compressFrom) {}

    public static CacheConfig from(Settings settings) {
        return new CacheConfig(
                new Memory(
                        settings.integer("EDGE_MCP_L1_MAX_ITEMS", 10_000, 1, 10_000_000),
                        settings.duration("EDGE_MCP_L1_TTL", Duration.ofMinutes(5), Duration.ofMillis(1), DAY)),
                new Shared(
                        settings.bool("EDGE_MCP_REDIS_ENABLED", false),
                        !settings.bool("EDGE_MCP_REDIS_FALLBACK_MODE", true),
                        settings.duration("EDGE_MCP_L2_TTL", Duration.ofHours(1), Duration.ofMillis(1), DAY),
                        compressFrom(settings)),
                settings.duration("EDGE_MCP_TOOL_CACHE_TTL", Duration.ofSeconds(1), Duration.ZERO, Duration.ofHours(1)),
                settings.duration("EDGE_MCP_KEY_STALE", Duration.ofMinutes(5), Duration.ZERO, DAY));
    }

    private static OptionalInt compressFrom(Settings settings) {
        int threshold = settings.bytes("EDGE_MCP_COMPRESSION_THRESHOLD", KIB, 0, 1 << 30);
        return settings.bool("EDGE_MCP_ENABLE_COMPRESSION", true) ? OptionalInt.of(threshold) : OptionalInt.empty();
    }
}
