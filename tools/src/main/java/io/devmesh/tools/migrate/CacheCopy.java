package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Copies the keys of the cache with what is left of their time to live. A key that the target has already is the newer one.
 */
final class CacheCopy {
    private static final String KEYS = "edge_mcp:cache:*";
    private static final int PAGE = 500;
    private static final long WITHOUT_EXPIRY = -1;

    private final UnifiedJedis source;
    private final UnifiedJedis target;

    CacheCopy(UnifiedJedis source, UnifiedJedis target) {
        this.source = source;
        this.target = target;
    }

    /** Returns how many keys were copied. */
    long run() {
        long copied = 0;
        source.ping(); // the iteration goes over the servers that are known, and before the first use none is
        ScanIteration pages = source.scanIteration(PAGE, KEYS, "string");
        while (!pages.isIterationCompleted()) {
            copied += pages.nextBatchList().stream().filter(this::copy).count();
        }
        return copied;
    }

    private boolean copy(String name) {
        byte[] key = name.getBytes(UTF_8);
        byte[] value = source.get(key);
        long left = source.pttl(key);
        if (value == null || (left <= 0 && left != WITHOUT_EXPIRY)) {
            return false;
        }
        SetParams how = SetParams.setParams().nx();
        return target.set(key, value, left == WITHOUT_EXPIRY ? how : how.px(left)) != null;
    }
}
