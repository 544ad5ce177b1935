package io.devmesh.edge.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Entries in memory, by the names of their keys. An entry is there from when somebody begins to look for its value, so
 * that others wait for the same; no lock is held meanwhile.
 */
final class FirstLevel {
    /** An entry counts as one item for each of these that it takes, so that the number of items bounds the memory. */
    private static final int ITEM_BYTES = 4096;

    private final AsyncCache<String, Outcome> entries;

    FirstLevel(int maxItems, LongSupplier nanoTime) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxItems)
                .weigher((String name, Outcome outcome) -> weight(outcome))
                .expireAfter(Expiry.creating((String name, Outcome outcome) -> life(outcome)))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .buildAsync();
    }

    static int weight(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + bytes / ITEM_BYTES);
    }

    /** Empty where {@code mine} is now the one that others wait for; otherwise the one to wait for. */
    Optional<CompletableFuture<Outcome>> join(String name, CompletableFuture<Outcome> mine) {
        CompletableFuture<Outcome> present = entries.getIfPresent(name);
        return Optional.ofNullable(present == null ? entries.asMap().putIfAbsent(name, mine) : present);
    }

    /** False as soon as {@code mine} was removed, for whatever reason. */
    @SuppressWarnings("ReferenceEquality") // that very search, not one like it
    boolean holds(String name, CompletableFuture<Outcome> mine) {
        return entries.getIfPresent(name) == mine;
    }

    void remove(String name, CompletableFuture<Outcome> mine) {
        entries.asMap().remove(name, mine);
    }

    /** Whether there was one; what is being looked for is forgotten as well. */
    boolean remove(String name) {
        return entries.asMap().remove(name) != null;
    }

    void clear() {
        entries.asMap().clear();
    }

    long size() {
        return entries.synchronous().estimatedSize();
    }

    private static int weight(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Found found -> found.weight();
            case Outcome.Failed failed -> 1;
        };
    }

    private static Duration life(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Found found -> Duration.ofNanos(found.nanos());
            case Outcome.Failed failed -> Duration.ZERO;
        };
    }
}
