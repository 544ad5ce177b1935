package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamConsumerInfo;
import redis.clients.jedis.resps.StreamPendingEntry;

/** Reads a stream and changes nothing; a stream that is not there is an empty one. */
final class StreamReader {
    /** Begins the name of a group that nobody consumes with. */
    static final String MARK = "devmesh-migrate:";

    static final StreamEntryID START = new StreamEntryID(0, 0);

    private static final int PAGE = 1_000;

    private final UnifiedJedis redis;
    private final String stream;
    private final byte[] key;

    StreamReader(UnifiedJedis redis, String stream) {
        this.redis = redis;
        this.stream = stream;
        this.key = stream.getBytes(UTF_8);
    }

    /** The entries after {@code after}, oldest first. */
    List<Entry> read(StreamEntryID after, int count) {
        return redis.xrange(key, bytes("(" + after), bytes("+"), count).stream()
                .map(Entry::of)
                .toList();
    }

    /** As {@link #read}, and where there is none, waits for one. */
    List<Entry> await(StreamEntryID after, int count, Duration atMost) {
        // Only to be woken: this client's XREAD can't give entries byte by byte in their order.
        var woken =
                redis.xread(XReadParams.xReadParams().count(1).block((int) atMost.toMillis()), Map.of(stream, after));
        return woken == null || woken.isEmpty() ? List.of() : read(after, count);
    }

    long length() {
        return redis.xlen(stream);
    }

    StreamEntryID lastGenerated() {
        try {
            List<?> flat = (List<?>) redis.xinfoStream(key);
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                if (text(flat.get(i)).equals("last-generated-id")) {
                    return new StreamEntryID(text(flat.get(i + 1)));
                }
            }
            return START;
        } catch (JedisDataException answer) {
            return whereThereIsNone(answer, START);
        }
    }

    /** The groups that somebody consumes with, without what is pending. */
    List<Group> groups() {
        return allGroups().stream()
                .filter(group -> !group.name().startsWith(MARK))
                .toList();
    }

    /** The same, with what is pending in the range; both ends included. */
    List<Group> groups(StreamEntryID from, StreamEntryID to) {
        return groups().stream().map(group -> withPending(group, from, to)).toList();
    }

    /** The names of groups that only mark the stream. */
    List<String> marks() {
        return allGroups().stream()
                .map(Group::name)
                .filter(name -> name.startsWith(MARK))
                .toList();
    }

    private List<Group> allGroups() {
        try {
            return redis.xinfoGroups(stream).stream()
                    .map(group -> new Group(group.getName(), group.getLastDeliveredId(), Map.of()))
                    .toList();
        } catch (JedisDataException answer) {
            return whereThereIsNone(answer, List.of());
        }
    }

    private Group withPending(Group group, StreamEntryID from, StreamEntryID to) {
        Map<StreamEntryID, Delivery.Pending> pending = new HashMap<>();
        StreamEntryID next = from;
        List<StreamPendingEntry> page;
        do {
            page = redis.xpending(
                    stream,
                    group.name(),
                    XPendingParams.xPendingParams().start(next).end(to).count(PAGE));
            for (StreamPendingEntry entry : page) {
                pending.put(
                        entry.getID(),
                        new Delivery.Pending(entry.getConsumerName(), entry.getDeliveredTimes(), entry.getIdleTime()));
                next = new StreamEntryID(entry.getID().getTime(), entry.getID().getSequence() + 1);
            }
        } while (page.size() == PAGE);
        return new Group(group.name(), group.lastDelivered(), pending);
    }

    /** Which of the entries are there. */
    List<Boolean> present(List<StreamEntryID> ids) {
        Arguments arguments = new Arguments();
        ids.forEach(arguments::add);
        List<?> flags = (List<?>) Script.PRESENT.run(redis, List.of(stream), arguments);
        return flags.stream().map(flag -> flag.equals(1L)).toList();
    }

    Set<String> consumers(String group) {
        return redis.xinfoConsumers2(stream, group).stream()
                .map(StreamConsumerInfo::getName)
                .collect(Collectors.toSet());
    }

    private static <T> T whereThereIsNone(JedisDataException answer, T value) {
        if (answer.getMessage().startsWith("ERR no such key")) {
            return value;
        }
        throw answer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
