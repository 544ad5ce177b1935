package io.devmesh.edge.cache;

import java.util.Locale;

/** Where the cache reports what it does. */
public interface CacheMetrics {
    /** {@code l1} is memory, {@code l2} Redis. */
    enum Tier {
        L1,
        L2;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Operation {
        GET,
        SET,
        DELETE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** OK for a set or a delete that was done; DROPPED for one that was not tried, because too much waits already. */
    enum Result {
        HIT,
        MISS,
        OK,
        ERROR,
        DROPPED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void count(Tier tier, Operation operation, Result result);

    /** The loader of a region was called. */
    void loaded(String region, boolean successfully);

    /** Compression made a value smaller by that many bytes. */
    void saved(int bytes);
}
