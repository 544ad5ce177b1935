package io.devmesh.edge.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks API keys. Answers are remembered for a few seconds by the key's hash, so that a busy agent costs no query per
 * call and a revoked key is dead soon after; unknown keys are remembered as well, so that guessing costs little.
 */
@ApplicationScoped
public class Authenticator {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MAX_REMEMBERED = 10_000;

    private final Clock clock;
    private final LoadingCache<KeyHash, Optional<KeyOwner>> owners;

    Authenticator() {
        this(null, null);
    }

    @Inject
    public Authenticator(ApiKeyRepository keys, Clock clock) {
        this.clock = clock;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build(hash -> keys.find(hash));
    }

    /** Throws JdbiException where the key is not remembered and the database is away. */
    public Identity authenticate(Credentials credentials) {
        if (credentials.key().isEmpty()) {
            return new Unauthenticated("Send an API key as \"Authorization: Bearer <key>\" or \"X-API-Key: <key>\"");
        }
        return credentials
                .key()
                .flatMap(ApiKey::parse)
                .flatMap(key -> owners.get(key.hash()))
                .filter(owner -> !owner.isExpired(clock.instant()))
                .<Identity>map(owner -> new Authenticated(owner.keyId(), owner.tenant()))
                .orElseGet(() -> new Unauthenticated("The API key is unknown, expired or revoked"));
    }
}
