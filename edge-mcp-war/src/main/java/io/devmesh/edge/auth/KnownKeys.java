package io.devmesh.edge.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The owners of keys that PostgreSQL confirmed lately, for the time that it is away. In memory only; what is revoked is
 * forgotten here too.
 */
final class KnownKeys {
    private static final int MAX_KNOWN = 10_000;

    /** A confirmation counts from when it is noted, and is noted at most so often: each note is a write. */
    private static final long NOTED_EVERY = Duration.ofSeconds(1).toNanos();

    private record Confirmed(KeyOwner owner, long at) {}

    private final Cache<String, Confirmed> owners;
    private final LongSupplier nanoTime;

    /** @param kept how long after its last confirmation a key stays known */
    KnownKeys(Duration kept, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_KNOWN)
                .expireAfterWrite(kept)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    Optional<KeyOwner> find(KeyHash hash) {
        return Optional.ofNullable(owners.getIfPresent(hash.hex())).map(Confirmed::owner);
    }

    /** What {@code lookup} found holds from now on; what it did not find is no longer known. */
    void learn(KeyHash hash, KeyLookup lookup) {
        if (lookup.fresh()) {
            String name = hash.hex();
            lookup.owner().ifPresentOrElse(owner -> note(name, owner), () -> owners.invalidate(name));
        }
    }

    private void note(String name, KeyOwner owner) {
        long now = nanoTime.getAsLong();
        Confirmed before = owners.getIfPresent(name);
        if (before == null || now - before.at() >= NOTED_EVERY) {
            owners.put(name, new Confirmed(owner, now));
        }
    }

    /** @param cacheName as {@link KeyLookup#cacheKey} is called; that of another region means nothing here */
    void forget(String cacheName) {
        owners.invalidate(KeyLookup.hexOf(cacheName));
    }
}
