package io.devmesh.benchmark.drain;

import io.devmesh.shared.event.WebhookEvent;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/**
 * Fills a stream that nobody reads, and hands it over whole. Consumers that wait at the name it gets see all entries at
 * once, so the moment at which they start is known, and filling does not overlap with draining.
 */
public final class StreamFill {
    private static final String ASIDE = "benchmark-filling";
    private static final int PIPELINED = 1_000;

    private final Jedis redis;
    private final SampleEvents events;

    public StreamFill(Jedis redis, SampleEvents events) {
        this.redis = redis;
        this.events = events;
    }

    /** Returns the bytes of all bodies. */
    long fill(int count) {
        byte[] key = EntryFields.bytes(ASIDE);
        redis.del(key);
        long bodies = 0;
        try (Pipeline pipeline = redis.pipelined()) {
            for (int i = 1; i <= count; i++) {
                WebhookEvent event = events.event(i);
                bodies += event.body().length;
                pipeline.xadd(key, new XAddParams(), EntryFields.of(event));
                if (i % PIPELINED == 0) {
                    pipeline.sync();
                }
            }
        }
        return bodies;
    }

    /** The group comes along, so that readers that are blocked on {@code stream} get entries and not an error. */
    void handOver(String stream, String group) {
        redis.xgroupCreate(ASIDE, group, new StreamEntryID(), false);
        redis.rename(ASIDE, stream);
    }
}
