package io.devmesh.edge.auth;

import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Credentials;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Checks API keys. Answers are remembered for a few seconds by the key's hash, so that a busy agent costs no query per
 * call and a revoked key is dead soon after; and while PostgreSQL is away, keys that were used lately go on working.
 */
@ApplicationScoped
public class Authenticator {
    private final ApiKeyRepository keys;
    private final TwoLevelCache cache;
    private final Clock clock;
    private final KnownKeys known;

    Authenticator() {
        this.keys = null;
        this.cache = null;
        this.clock = null;
        this.known = null;
    }

    @Inject
    Authenticator(ApiKeyRepository keys, TwoLevelCache cache, CacheConfig config, Clock clock) {
        this(keys, cache, config, clock, System::nanoTime);
    }

    Authenticator(ApiKeyRepository keys, TwoLevelCache cache, CacheConfig config, Clock clock, LongSupplier nanoTime) {
        this.keys = keys;
        this.cache = cache;
        this.clock = clock;
        this.known = new KnownKeys(config.keyStale(), nanoTime);
        cache.onInvalidation(known::forget);
    }

    /** Throws JdbiException where the key is not known and the database is away. */
    public Identity authenticate(Credentials credentials) {
        if (credentials.key().isEmpty()) {
            return new Unauthenticated("Send an API key as \"Authorization: Bearer <key>\" or \"X-API-Key: <key>\"");
        }
        return credentials
                .key()
                .flatMap(ApiKey::parse)
                .flatMap(this::owner)
                .filter(owner -> !owner.isExpired(clock.instant()))
                .<Identity>map(owner -> new Authenticated(
                        owner.keyId(), owner.tenant(), owner.name(), owner.grants(), owner.expiresAt()))
                .orElseGet(() -> new Unauthenticated("The API key is unknown, expired or revoked"));
    }

    /** Whether the key was good a moment ago; asks nobody. */
    public boolean knows(Credentials credentials) {
        return credentials
                .key()
                .flatMap(ApiKey::parse)
                .flatMap(key -> known.find(key.hash()))
                .isPresent();
    }

    /**
     * To be called after a key was revoked or changed ({@link KeyWatch}): all replicas ask PostgreSQL when they see it next.
     * Where Redis is away or not used, and nobody calls this there, the others do so within 5 s.
     */
    public void forget(KeyHash hash) {
        cache.invalidate(KeyLookup.cacheKey(hash));
    }

    /**
     * To be called after a key was made ({@link KeyWatch}): that nobody had it is forgotten. Who knows it already goes on, also where
     * another replica finds out only now.
     */
    void lookUpAnew(KeyHash hash) {
        cache.forgetHere(KeyLookup.cacheKey(hash));
    }

    private Optional<KeyOwner> owner(ApiKey key) {
        KeyHash hash = key.hash();
        KeyLookup lookup = cache.get(KeyLookup.cacheKey(hash), () -> find(key, hash));
        known.learn(hash, lookup);
        return lookup.owner();
    }

    /** What we know is remembered like an answer, so that not every call waits for a database that is away. */
    private KeyLookup find(ApiKey key, KeyHash hash) {
        try {
            return new KeyLookup(keys.find(key), true);
        } catch (JdbiException failure) {
            Optional<KeyOwner> owner = known.find(hash);
            if (owner.isEmpty() || DatabaseFailure.of(failure) != DatabaseFailure.AWAY) {
                throw failure;
            }
            return new KeyLookup(owner, false);
        }
    }
}
