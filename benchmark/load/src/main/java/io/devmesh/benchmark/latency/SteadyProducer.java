package io.devmesh.benchmark.latency;

import io.devmesh.benchmark.drain.EntryFields;
import io.devmesh.shared.event.WebhookEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.XAddParams;

/**
 * Puts events on a stream at a fixed rate, each when it is due; those that are due at the same time go together. An event
 * is received when it was due: where this program is late, that is part of the event's waiting, as it is for a caller.
 */
public final class SteadyProducer {
    private static final String TIMESTAMP = "timestamp";

    private final Jedis redis;
    private final Clock clock = Clock.systemUTC();

    /** @param redis its connection, which no other thread may use meanwhile */
    public SteadyProducer(Jedis redis) {
        this.redis = redis;
    }

    /**
     * What came of it.
     *
     * @param time from the first to the last
     * @param late nanoseconds from when an event was due to when it was sent
     */
    public record Sent(Duration time, Histogram late) {}

    /**
     * Returns when all are sent.
     *
     * @param events by their number, from 1
     */
    public Sent send(String stream, IntFunction<WebhookEvent> events, int count, double perSecond) {
        byte[] key = EntryFields.bytes(stream);
        Histogram late = new Histogram(3);
        double gap = 1e9 / perSecond;
        long start = System.nanoTime();
        int next = 0;
        try (Pipeline pipeline = redis.pipelined()) {
            while (next < count) {
                awaitTime(start + (long) (next * gap));
                long now = System.nanoTime();
                Instant today = clock.instant();
                while (next < count && start + (long) (next * gap) <= now) {
                    long behind = now - start - (long) (next * gap);
                    late.recordValue(behind);
                    pipeline.xadd(key, new XAddParams(), fields(events.apply(next + 1), today.minusNanos(behind)));
                    next++;
                }
                pipeline.sync();
            }
        }
        return new Sent(Duration.ofNanos(System.nanoTime() - start), late);
    }

    private static void awaitTime(long nanoTime) {
        long missing = nanoTime - System.nanoTime();
        while (missing > 0) {
            LockSupport.parkNanos(missing);
            missing = nanoTime - System.nanoTime();
        }
    }

    private static Map<byte[], byte[]> fields(WebhookEvent event, Instant received) {
        Map<byte[], byte[]> fields = EntryFields.of(event);
        byte[] time = EntryFields.bytes(received.truncatedTo(ChronoUnit.MICROS).toString());
        for (Map.Entry<byte[], byte[]> field : fields.entrySet()) {
            if (EntryFields.text(field.getKey()).equals(TIMESTAMP)) {
                field.setValue(time);
            }
        }
        return fields;
    }
}
