package io.devmesh.edge.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the counts for tests, as "l2 get hit". */
public final class CountedCacheMetrics implements CacheMetrics {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    public int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    @Override
    public void count(Tier tier, Operation operation, Result result) {
        counts.merge(tier.label() + " " + operation.label() + " " + result.label(), 1, Integer::sum);
    }

    @Override
    public void loaded(String region, boolean successfully) {
        counts.merge("load " + region + (successfully ? "" : " error"), 1, Integer::sum);
    }

    @Override
    public void saved(int bytes) {
        counts.merge("saved", bytes, Integer::sum);
    }
}
