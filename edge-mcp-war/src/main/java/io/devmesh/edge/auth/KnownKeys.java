package io.devmesh.edge.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.cache.TwoLevelCache;
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

    private final Cache<String, KeyOwner> owners;

    /** @param kept how long after its last confirmation a key stays known */
    KnownKeys(Duration kept, LongSupplier nanoTime) {
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_KNOWN)
                .expireAfterWrite(kept)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    Optional<KeyOwner> find(KeyHash hash) {
        return Optional.ofNullable(owners.getIfPresent(name(hash)));
    }

    /** What {@code lookup} found holds from now on; what it did not find is no longer known. */
    void learn(KeyHash hash, KeyLookup lookup) {
        if (lookup.fresh()) {
            lookup.owner().ifPresentOrElse(owner -> owners.put(name(hash), owner), () -> owners.invalidate(name(hash)));
        }
    }

    void forget(String cacheName) {
        owners.invalidate(cacheName);
    }

    private static String name(KeyHash hash) {
        return TwoLevelCache.nameOf(KeyLookup.cacheKey(hash));
    }
}
