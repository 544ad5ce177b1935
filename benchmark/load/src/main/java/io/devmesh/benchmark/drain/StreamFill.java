package io.devmesh.benchmark.drain;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.stream.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/**
 * Fills a stream that nobody reads, and hands it over whole. Consumers that wait at the name it gets see all entries at
 * once, so the moment at which they start is known, and filling does not overlap with draining.
 */
final class StreamFill {
    private static final String ASIDE = "benchmark-filling";
    private static final int PIPELINED = 1_000;

    private final Jedis redis;
    private final SampleEvents events;

    StreamFill(Jedis redis, SampleEvents events) {
        this.redis = redis;
        this.events = events;
    }

    /** Returns the bytes of all bodies. */
    long fill(int count) {
        byte[] key = bytes(ASIDE);
        redis.del(key);
        long bodies = 0;
        try (Pipeline pipeline = redis.pipelined()) {
            for (int i = 1; i <= count; i++) {
                WebhookEvent event = events.event(i);
                bodies += event.body().length;
                pipeline.xadd(key, new XAddParams(), fields(event));
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

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the client's type; it only iterates over it
    private static Map<byte[], byte[]> fields(WebhookEvent event) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        EventCodec.encode(event).forEach((name, value) -> fields.put(bytes(name), value));
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
