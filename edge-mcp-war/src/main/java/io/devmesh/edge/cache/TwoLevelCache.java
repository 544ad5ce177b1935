package io.devmesh.edge.cache;

import io.devmesh.edge.cache.CacheMetrics.Operation;
import io.devmesh.edge.cache.CacheMetrics.Result;
import io.devmesh.edge.cache.CacheMetrics.Tier;
import io.devmesh.edge.cache.CacheRegion.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers remembered in memory, and behind it in Redis where that is enabled. For each key one thread looks for the value
 * while others wait for it. An entry lives up to a tenth shorter than it may, so that not all end at once.
 *
 * <p>A value that was loaded before an invalidation never stays in either level: whoever loads it has an entry in memory
 * meanwhile, the invalidation removes that, and what has no entry any more is not stored.
 */
public final class TwoLevelCache {
    /** How long what may be invalidated lives in memory while nobody could tell us. */
    private static final Duration WHILE_DEAF = Duration.ofSeconds(3);

    private static final double JITTER = 0.1;

    private final CacheConfig config;
    private final FirstLevel memory;
    private final Optional<RemoteCopies> copies;
    private final CacheMetrics metrics;
    private final LongSupplier nanoTime;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final String me = UUID.randomUUID().toString();
    private volatile boolean listening;

    TwoLevelCache(CacheConfig config, Optional<RemoteCopies> copies, CacheMetrics metrics, LongSupplier nanoTime) {
        this.config = config;
        this.memory = new FirstLevel(config.memory().maxItems(), nanoTime);
        this.copies = copies;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** Without a second level, whatever {@code config} says. */
    public static TwoLevelCache inMemory(CacheConfig config, CacheMetrics metrics, LongSupplier nanoTime) {
        return new TwoLevelCache(config, Optional.empty(), metrics, nanoTime);
    }

    /**
     * The value of {@code key}, from memory, from Redis, or from {@code loader}, which runs in this thread or in that of
     * another caller of the same key. Values are shared, so nobody may change them.
     *
     * @throws RuntimeException only what the loader threw
     */
    @SuppressWarnings("unchecked") // the name of a key holds its region, and a region has one type
    public <V> V get(CacheKey<V> key, Supplier<V> loader) {
        String name = key.name();
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        Optional<CompletableFuture<Outcome>> others = memory.join(name, mine);
        metrics.count(Tier.L1, Operation.GET, others.isPresent() ? Result.HIT : Result.MISS);
        return (V) others.map(CompletableFuture::join)
                .orElseGet(() -> search(key, name, loader, mine))
                .get();
    }

    /** Forgets it in all replicas; where Redis is away, the others forget it when its life is over. */
    public void invalidate(CacheKey<?> key) {
        String name = key.name();
        forget(name);
        copies.ifPresent(remote -> {
            remote.delete(name);
            remote.publish(me + " " + name);
        });
    }

    /** Forgets what this replica's memory has and tells nobody: for what the others find out by themselves. */
    public void forgetHere(CacheKey<?> key) {
        remove(key.name());
    }

    /** Calls {@code listener} with the name of each key that is invalidated, here or by another replica. */
    public void onInvalidation(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** How {@link #onInvalidation} will call {@code key}. */
    public static String nameOf(CacheKey<?> key) {
        return key.name();
    }

    long entries() {
        return memory.size();
    }

    /** Messages of other replicas reach us from now on; those of before may be lost, so all is forgotten. */
    synchronized void inTouch() {
        if (!listening) {
            memory.clear();
            listening = true;
        }
    }

    /** Messages of other replicas may be lost from now on. */
    synchronized void outOfTouch() {
        if (listening) {
            listening = false;
            memory.clear();
        }
    }

    boolean isInTouch() {
        return listening;
    }

    /** Another replica, or we, invalidated a key. */
    void received(String message) {
        int space = message.indexOf(' ');
        String name = message.substring(space + 1);
        // Where we have it, we may just have written it, after the other deleted it.
        if (space > 0 && !message.startsWith(me) && forget(name)) {
            copies.ifPresent(remote -> remote.deleteSoon(name));
        }
    }

    private boolean remove(String name) {
        boolean known = memory.remove(name);
        metrics.count(Tier.L1, Operation.DELETE, known ? Result.HIT : Result.MISS);
        return known;
    }

    private boolean forget(String name) {
        boolean known = remove(name);
        listeners.forEach(listener -> listener.accept(name));
        return known;
    }

    private <V> Outcome search(CacheKey<V> key, String name, Supplier<V> loader, CompletableFuture<Outcome> mine) {
        long start = nanoTime.getAsLong();
        Outcome outcome = Outcome.of(() -> copies.flatMap(remote -> remote.find(key, name))
                .map(copy -> found(key, copy, false))
                .orElseGet(() -> found(key, load(key, loader), true)));
        switch (outcome) {
            case Outcome.Found found
            when found.nanos() > 0 -> {
                mine.complete(found);
                store(key, name, found, start, mine);
            }
            case Outcome.Found passing -> completeAlone(name, mine, passing);
            case Outcome.Failed failed -> completeAlone(name, mine, failed);
        }
        return outcome;
    }

    /** For those who wait already, but for nobody who comes later. */
    private void completeAlone(String name, CompletableFuture<Outcome> mine, Outcome outcome) {
        memory.remove(name, mine);
        mine.complete(outcome);
    }

    private <V> V load(CacheKey<V> key, Supplier<V> loader) {
        boolean successfully = false;
        try {
            V value = loader.get();
            successfully = true;
            return value;
        } finally {
            metrics.loaded(key.region().name(), successfully);
        }
    }

    private <V> Outcome.Found found(CacheKey<V> key, V value, boolean loaded) {
        long size = key.region().codec().size(value);
        boolean kept = size <= StoredForm.MAX_BYTES && key.region().kept().apply(value) != Kept.NOWHERE;
        long life = kept ? jittered(memoryTtl(key.region())).toNanos() : 0;
        return new Outcome.Found(value, life, FirstLevel.weight(size), loaded);
    }

    @SuppressWarnings("unchecked") // as in get
    private <V> void store(
            CacheKey<V> key, String name, Outcome.Found found, long start, CompletableFuture<Outcome> mine) {
        V value = (V) found.value();
        CacheRegion<V> region = key.region();
        // While deaf we might not be told that what we store is wrong already.
        if (found.loaded() && region.kept().apply(value) == Kept.BOTH && (listening || !region.invalidated())) {
            Duration ttl = jittered(shorter(region.sharedTtl(), config.shared().ttl()));
            copies.ifPresent(remote -> remote.store(
                    key,
                    name,
                    value,
                    () -> ttl.minusNanos(nanoTime.getAsLong() - start),
                    () -> memory.holds(name, mine)));
        }
    }

    private Duration memoryTtl(CacheRegion<?> region) {
        Duration ttl = shorter(region.memoryTtl(), config.memory().ttl());
        return region.invalidated() && !listening ? shorter(ttl, WHILE_DEAF) : ttl;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration jittered(Duration ttl) {
        double part = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (ttl.toNanos() * part));
    }
}
