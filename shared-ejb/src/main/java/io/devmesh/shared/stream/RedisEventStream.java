package io.devmesh.shared.stream;

import static io.devmesh.shared.stream.StreamUnavailableException.call;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.redis.KeyPipeline;
import io.devmesh.shared.redis.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamPendingEntry;
import redis.clients.jedis.resps.StreamPendingSummary;

/**
 * The Redis Stream with its consumer group. Every method throws StreamUnavailableException where Redis does not do what
 * was asked. Uses commands of Redis 6.2 only, which every ElastiCache engine has.
 */
@ApplicationScoped
@SuppressWarnings("UndefinedEquals") // the client wants maps with byte arrays as keys, and only iterates over them
public class RedisEventStream {
    private static final String TIDY = script("tidy.lua");

    private final UnifiedJedis redis;
    private final KeyPipeline pipeline;
    private final StreamConfig config;
    private final byte[] key;

    RedisEventStream() {
        this(null, null, new StreamConfig("", ""));
    }

    @Inject
    public RedisEventStream(@Queue UnifiedJedis redis, StreamConfig config) {
        this(redis, KeyPipeline.of(redis), config);
    }

    private RedisEventStream(UnifiedJedis redis, KeyPipeline pipeline, StreamConfig config) {
        this.redis = redis;
        this.pipeline = pipeline;
        this.config = config;
        this.key = bytes(config.stream());
    }

    /** Appends {@code event}; when this returns, Redis has it. */
    public EntryId publish(WebhookEvent event) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        EventCodec.encode(event).forEach((name, value) -> fields.put(bytes(name), value));
        return call("XADD", () -> new EntryId(StreamEntry.text(redis.xadd(key, new XAddParams(), fields))));
    }

    /** Makes the group if there is none, so that it starts with the oldest entry. */
    public void ensureGroup() {
        call("XGROUP CREATE", () -> {
            try {
                return redis.xgroupCreate(config.stream(), config.group(), new StreamEntryID(), true);
            } catch (JedisDataException answer) {
                if (answer.getMessage().startsWith("BUSYGROUP")) {
                    return "there";
                }
                throw answer;
            }
        });
    }

    /**
     * What a read brought.
     *
     * @param heldByOthers whether any other consumer has entries then that it has not acknowledged
     */
    public record Delivered(List<StreamEntry> entries, boolean heldByOthers) {}

    /**
     * Entries that no consumer has had yet, up to {@code count}; waits up to {@code block} for the first. Makes the group
     * where it is gone, as after a FLUSHALL, and then returns nothing. Where it throws, entries may be pending that nobody saw.
     */
    public Delivered read(String consumer, int count, Duration block) {
        return call("XREADGROUP", () -> {
            try {
                return pipeline.pipelinedOnce(config.stream(), block, together -> {
                    var streams = together.xreadGroupBinary(
                            bytes(config.group()),
                            bytes(consumer),
                            XReadGroupParams.xReadGroupParams().count(count).block((int) block.toMillis()),
                            Map.of(key, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
                    var pending = together.xpending(config.stream(), config.group());
                    return () -> {
                        List<StreamEntry> entries =
                                streams.get() == null || streams.get().isEmpty()
                                        ? List.of()
                                        : streams.get().getFirst().getValue().stream()
                                                .map(StreamEntry::of)
                                                .toList();
                        return new Delivered(
                                entries, !others(consumer, pending.get()).isEmpty());
                    };
                });
            } catch (JedisDataException answer) {
                if (answer.getMessage().startsWith("NOGROUP")) {
                    ensureGroup();
                    return new Delivered(List.of(), false);
                }
                throw answer;
            }
        });
    }

    /** Takes over up to {@code count} of the oldest pending entries, whosoever they are, {@code consumer}'s own too. */
    public List<StreamEntry> claimAll(String consumer, int count) {
        return call("XCLAIM", () -> {
            try {
                return claim(consumer, Duration.ZERO, pending(Duration.ZERO, count, null));
            } catch (JedisDataException answer) {
                return noneWithoutGroup(answer);
            }
        });
    }

    /**
     * Takes over up to {@code count} entries that each other consumer has held for {@code minIdle} without acknowledging them.
     *
     * <p>By XPENDING and XCLAIM rather than XAUTOCLAIM, because Redis 6.2 answers XAUTOCLAIM with a bare nil for an
     * entry that was deleted, which does not tell its id; here the id is known and its ghost can be acknowledged.
     */
    public List<StreamEntry> claimFromOthers(String consumer, Duration minIdle, int count) {
        return call("XCLAIM", () -> {
            try {
                List<StreamPendingEntry> pending = new ArrayList<>();
                for (String other : others(consumer)) {
                    pending.addAll(pending(minIdle, count, other));
                }
                pending.sort(Comparator.comparing(StreamPendingEntry::getID));
                return claim(consumer, minIdle, pending);
            } catch (JedisDataException answer) {
                return noneWithoutGroup(answer);
            }
        });
    }

    /** Whether any other consumer has entries that it has not acknowledged. */
    public boolean isHeldByOthers(String consumer) {
        return call("XPENDING", () -> !others(consumer).isEmpty());
    }

    /** Whether nothing is pending that is as old as {@code entry}, or older. */
    public boolean isPast(String entry) {
        return call(
                "XPENDING",
                () -> summary()
                        .map(summary -> summary.getMinId().compareTo(new StreamEntryID(entry)) > 0)
                        .orElse(true));
    }

    private List<String> others(String consumer) {
        return summary().map(summary -> others(consumer, summary)).orElse(List.of());
    }

    /** @param summary null, or without names, where nothing is pending */
    private static List<String> others(String consumer, StreamPendingSummary summary) {
        return summary == null || summary.getTotal() == 0
                ? List.of()
                : summary.getConsumerMessageCount().keySet().stream()
                        .filter(name -> !name.equals(consumer))
                        .toList();
    }

    /** Empty where nothing is pending. */
    private Optional<StreamPendingSummary> summary() {
        try {
            return Optional.ofNullable(redis.xpending(config.stream(), config.group()))
                    .filter(summary -> summary.getTotal() > 0);
        } catch (JedisDataException answer) {
            noneWithoutGroup(answer);
            return Optional.empty();
        }
    }

    private List<StreamPendingEntry> pending(Duration minIdle, int count, String consumer) {
        XPendingParams params = XPendingParams.xPendingParams()
                .start(StreamEntryID.MINIMUM_ID)
                .end(StreamEntryID.MAXIMUM_ID)
                .count(count);
        if (!minIdle.isZero()) {
            params.idle(minIdle.toMillis());
        }
        if (consumer != null) {
            params.consumer(consumer);
        }
        return redis.xpending(config.stream(), config.group(), params);
    }

    private static List<StreamEntry> noneWithoutGroup(JedisDataException answer) {
        if (answer.getMessage().startsWith("NOGROUP")) {
            return List.of();
        }
        throw answer;
    }

    private List<StreamEntry> claim(String consumer, Duration minIdle, List<StreamPendingEntry> pending) {
        if (pending.isEmpty()) {
            return List.of();
        }
        StreamEntryID[] ids = pending.stream().map(StreamPendingEntry::getID).toArray(StreamEntryID[]::new);
        List<StreamEntryID> claimed = redis.xclaimJustId(
                config.stream(), config.group(), consumer, minIdle.toMillis(), new XClaimParams(), ids);
        List<StreamEntry> found = new ArrayList<>();
        List<EntryId> ghosts = new ArrayList<>();
        for (StreamEntryID id : claimed) {
            List<Object> range = redis.xrange(key, bytes(id.toString()), bytes(id.toString()));
            if (range.isEmpty()) {
                ghosts.add(new EntryId(id.toString()));
            } else {
                found.add(StreamEntry.ofWire((List<?>) range.get(0)));
            }
        }
        if (!ghosts.isEmpty()) {
            acknowledge(ghosts);
        }
        return found;
    }

    /** Takes the entries off the pending entries list and deletes them. Call only after their transaction committed. */
    public void acknowledge(List<EntryId> ids) {
        call(
                "XACK and XDEL",
                () -> pipeline.pipelined(config.stream(), Duration.ZERO, together -> acknowledge(ids, together)));
    }

    /** The same along with other commands. */
    Supplier<Long> acknowledge(List<EntryId> ids, Pipeline together) {
        byte[][] raw = ids.stream().map(id -> bytes(id.value())).toArray(byte[][]::new);
        // In this order: what ends in between leaves an entry without owner, which costs memory, not an event.
        Response<Long> acknowledged = together.xack(key, bytes(config.group()), raw);
        Response<Long> deleted = together.xdel(key, raw);
        return () -> acknowledged.get() + deleted.get();
    }

    /** Entries on the stream, those that wait for an acknowledgement included. */
    public long length() {
        return call("XLEN", () -> redis.xlen(config.stream()));
    }

    /** Entries that were delivered and not acknowledged; 0 where there is no group. */
    public long pending() {
        return call(
                "XPENDING", () -> summary().map(StreamPendingSummary::getTotal).orElse(0L));
    }

    /**
     * Removes consumers that have not been heard of for {@code idle} and have nothing pending, {@code self} excepted, and entries
     * that every group has had and acknowledged: a Worker died before it deleted them. In one step, so that nobody gets
     * anything in between.
     */
    public Tidied tidy(String self, Duration idle) {
        return call("EVAL", () -> {
            List<?> counts = (List<?>) redis.eval(
                    TIDY, List.of(config.stream()), List.of(config.group(), self, Long.toString(idle.toMillis())));
            return new Tidied((Long) counts.get(0), (Long) counts.get(1));
        });
    }

    /** What was removed. */
    public record Tidied(long consumers, long entries) {}

    /** How much is on the stream and in whose hands. */
    public StreamStatus status() {
        long length = length();
        return call(
                "XPENDING",
                () -> summary()
                        .map(summary -> new StreamStatus(
                                length,
                                summary.getTotal(),
                                Optional.of(
                                        Instant.ofEpochMilli(summary.getMinId().getTime())),
                                new TreeMap<>(summary.getConsumerMessageCount())))
                        .orElseGet(() -> new StreamStatus(length, 0, Optional.empty(), Map.of())));
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(RedisEventStream.class.getResourceAsStream(name))) {
            return StreamEntry.text(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
