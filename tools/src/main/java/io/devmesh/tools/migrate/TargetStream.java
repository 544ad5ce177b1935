package io.devmesh.tools.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The stream to copy to, with the record of the migration. Each change is one script, which does nothing where the lock is
 * somebody else's.
 */
final class TargetStream {
    /** Longer than any step takes, shorter than a user waits after a crash. */
    private static final Duration LOCKED_FOR = Duration.ofSeconds(15);

    private static final int PAGE = 1_000;

    private final UnifiedJedis redis;
    private final MigrationKeys keys;
    private final String token;

    /** @param token tells this process from every other */
    TargetStream(UnifiedJedis redis, MigrationKeys keys, String token) {
        this.redis = redis;
        this.keys = keys;
        this.token = token;
    }

    /** Takes or renews the lock; empty where it is ours, else how long somebody else has it. */
    Optional<Duration> lock() {
        Arguments arguments = new Arguments().add(token).add(LOCKED_FOR.toMillis());
        long millis = (Long) Script.LOCK.run(redis, List.of(keys.lock()), arguments);
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** @param keep how long the record stays; empty for until it is used again */
    void release(Optional<Duration> keep) {
        Arguments arguments =
                new Arguments().add(token).add(keep.map(Duration::toMillis).orElse(0L));
        Script.RELEASE.run(redis, List.of(keys.record(), keys.ids(), keys.lock()), arguments);
    }

    Optional<MigrationRecord> record() {
        Map<String, String> fields = redis.hgetAll(keys.record());
        return fields.isEmpty() ? Optional.empty() : Optional.of(MigrationRecord.of(fields));
    }

    /** Starts over at the source's first entry. */
    void begin(String source, String runId, Optional<String> mark) {
        Arguments arguments = new Arguments()
                .add(token)
                .add("source")
                .add(source)
                .add("run_id")
                .add(runId)
                .add("mark")
                .add(mark.orElse(""));
        Script.BEGIN.run(redis, List.of(keys.record(), keys.ids(), keys.lock()), arguments);
    }

    /** Copies, or throws JedisDataException where the position is not {@code from} any more. */
    void copy(StreamEntryID from, Batch batch) {
        Arguments arguments =
                new Arguments().add(token).add(LOCKED_FOR.toMillis()).add(from);
        Script.COPY.run(redis, all(), batch.addTo(arguments));
    }

    /**
     * Removes what is done on the source and what nobody on the target has in hand.
     *
     * @param consumers of the source by group: what is pending for them on the target is nobody's
     */
    void remove(Map<String, Set<String>> consumers, Collection<StreamEntryID> done) {
        Arguments arguments = new Arguments()
                .add(token)
                .add(LOCKED_FOR.toMillis())
                .addAll(
                        consumers.entrySet(),
                        (list, group) -> list.add(group.getKey()).addAll(group.getValue(), Arguments::add));
        done.forEach(arguments::add);
        Script.REMOVE.run(redis, all(), arguments);
    }

    /** The ids on the source of what was copied and is not done there, as far as it was noticed. */
    NavigableSet<StreamEntryID> copied() {
        NavigableSet<StreamEntryID> ids = new TreeSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<Map.Entry<String, String>> page = redis.hscan(keys.ids(), cursor, new ScanParams().count(PAGE));
            page.getResult().forEach(id -> ids.add(new StreamEntryID(id.getKey())));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return ids;
    }

    /** What the entries of the source are called here; empty for one that was not copied. */
    List<Optional<StreamEntryID>> namesOf(List<StreamEntryID> ids) {
        String[] names = ids.stream().map(StreamEntryID::toString).toArray(String[]::new);
        List<Optional<StreamEntryID>> here = new ArrayList<>();
        redis.hmget(keys.ids(), names)
                .forEach(name -> here.add(Optional.ofNullable(name).map(StreamEntryID::new)));
        return here;
    }

    private List<String> all() {
        return List.of(keys.stream(), keys.record(), keys.ids(), keys.lock());
    }
}
