package io.devmesh.edge.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what the cache does by level, operation and result, and what it loads by region. */
@ApplicationScoped
class RegistryCacheMetrics implements CacheMetrics {
    private static final Metadata OPERATIONS = named("edge_mcp_cache_operations", "What each level of the cache did");
    private static final Metadata LOADS = named("edge_mcp_cache_loads", "Values that no level had, by region");
    private static final Metadata SAVED =
            named("edge_mcp_cache_compression_saved_bytes", "Bytes that compression kept out of Redis");
    private static final Metadata ENTRIES = named("edge_mcp_cache_l1_entries", "Entries in memory");

    private record Labels(Tier tier, Operation operation, Result result) {}

    private final MetricRegistry registry;
    private final Map<Labels, Counter> operations = new ConcurrentHashMap<>();

    RegistryCacheMetrics() {
        this(null);
    }

    @Inject
    RegistryCacheMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void watch(TwoLevelCache cache) {
        registry.gauge(ENTRIES, cache, TwoLevelCache::entries);
    }

    @Override
    public void count(Tier tier, Operation operation, Result result) {
        operations
                .computeIfAbsent(new Labels(tier, operation, result), this::counter)
                .inc();
    }

    @Override
    public void loaded(String region, boolean successfully) {
        registry.counter(LOADS, new Tag("region", region), new Tag("result", successfully ? "success" : "error"))
                .inc();
    }

    @Override
    public void saved(int bytes) {
        registry.counter(SAVED).inc(bytes);
    }

    private Counter counter(Labels labels) {
        return registry.counter(
                OPERATIONS,
                new Tag("tier", labels.tier().label()),
                new Tag("operation", labels.operation().label()),
                new Tag("result", labels.result().label()));
    }

    private static Metadata named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
