package io.devmesh.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.auth.Identity.Unauthenticated;
import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CountedCacheMetrics;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Credentials;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.KeyOwner;
import io.devmesh.shared.tenant.TenantId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final TenantId TENANT = new TenantId(new UUID(0, 2));
    private static final UUID KEY_ID = new UUID(0, 1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Keys keys = new Keys();
    private final ApiKey key = ApiKey.generate("usr");
    private final CacheConfig config = CacheConfig.from(Settings.of(Map.of("EDGE_MCP_KEY_STALE", "5m")));
    private final TwoLevelCache cache = TwoLevelCache.inMemory(config, new CountedCacheMetrics(), nanoTime::get);
    private final Authenticator authenticator =
            new Authenticator(keys, cache, config, Clock.fixed(NOW, ZoneOffset.UTC), nanoTime::get);

    @Test
    void asksTheDatabaseOnceInAWhileForKnownKeys() {
        keys.add(key, Optional.empty());

        assertThat(authenticate()).isEqualTo(new Authenticated(KEY_ID, TENANT, "test", Grants.USUAL, Optional.empty()));
        authenticate();
        assertThat(keys.asked).isEqualTo(1);

        pass(Duration.ofSeconds(2));
        authenticate();
        assertThat(keys.asked).isEqualTo(2);
    }

    @Test
    void knowsKeysThatWereGoodAMomentAgo() {
        keys.add(key, Optional.empty());
        Credentials credentials = Credentials.of(name -> name.equals("X-API-Key") ? key.reveal() : null);
        assertThat(authenticator.knows(credentials)).isFalse();

        authenticate();

        assertThat(authenticator.knows(credentials)).isTrue();
    }

    @Test
    void asksTheDatabaseOnceInAWhileForUnknownKeys() {
        assertThat(authenticate()).isInstanceOf(Unauthenticated.class);
        authenticate();

        assertThat(keys.asked).isEqualTo(1);
    }

    @Test
    void letsANewKeyInThatNobodyHadAMomentAgo() {
        assertThat(authenticate()).isInstanceOf(Unauthenticated.class);
        keys.add(key, Optional.empty());

        authenticator.lookUpAnew(key.hash());

        assertThat(authenticate()).isInstanceOf(Authenticated.class);
    }

    @Test
    void goesOnKnowingANewKeyOfWhichItIsToldLate() {
        keys.add(key, Optional.empty());
        authenticate();

        authenticator.lookUpAnew(key.hash());

        assertThat(authenticator.knows(Credentials.of(Map.of("X-API-Key", key.reveal())::get)))
                .isTrue();
    }

    @Test
    void doesNotLetExpiredKeysIn() {
        keys.add(key, Optional.of(NOW));

        assertThat(authenticate()).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void doesNotLetInWhatIsRevokedAfterItsLifeInMemory() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.owners.clear();

        pass(Duration.ofSeconds(2));

        assertThat(authenticate()).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void forgetsAtOnce() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.owners.clear();

        authenticator.forget(key.hash());

        assertThat(authenticate()).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void letsKnownKeysInWhileTheDatabaseIsAwayForABoundedTime() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.away = true;

        pass(Duration.ofSeconds(299));
        assertThat(authenticate()).isEqualTo(new Authenticated(KEY_ID, TENANT, "test", Grants.USUAL, Optional.empty()));
        pass(Duration.ofSeconds(2));
        assertThatThrownBy(this::authenticate).isInstanceOf(JdbiException.class);
    }

    @Test
    void doesNotAskADatabaseThatIsAwayForEveryCall() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.away = true;
        pass(Duration.ofSeconds(10));

        authenticate();
        authenticate();

        assertThat(keys.asked).isEqualTo(2);
    }

    @Test
    void letsNobodyInWhomItDoesNotKnowWhileTheDatabaseIsAway() {
        keys.away = true;

        assertThatThrownBy(this::authenticate).isInstanceOf(JdbiException.class);
    }

    @Test
    void knowsNoRevokedKeysWhileTheDatabaseIsAway() {
        keys.add(key, Optional.empty());
        authenticate();
        authenticator.forget(key.hash());
        keys.away = true;

        assertThatThrownBy(this::authenticate).isInstanceOf(JdbiException.class);
    }

    @Test
    void knowsNoKeysThatTheDatabaseNoLongerKnew() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.owners.clear();
        pass(Duration.ofSeconds(2));
        authenticate();
        keys.away = true;
        pass(Duration.ofSeconds(2));

        assertThatThrownBy(this::authenticate).isInstanceOf(JdbiException.class);
    }

    @Test
    void passesOnThatTheDatabaseRefused() {
        keys.add(key, Optional.empty());
        authenticate();
        keys.refuses = true;
        pass(Duration.ofSeconds(2));

        assertThatThrownBy(this::authenticate).isInstanceOf(JdbiException.class);
    }

    private Identity authenticate() {
        return authenticator.authenticate(Credentials.of(Map.of("X-API-Key", key.reveal())::get));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    /** A table in memory. */
    private static final class Keys extends ApiKeyRepository {
        private final Map<KeyHash, KeyOwner> owners = new HashMap<>();
        private boolean away;
        private boolean refuses;
        private int asked;

        Keys() {
            super(null);
        }

        void add(ApiKey key, Optional<Instant> expiresAt) {
            owners.put(key.hash(), new KeyOwner(KEY_ID, TENANT, "test", expiresAt));
        }

        @Override
        public Optional<KeyOwner> find(ApiKey presented) {
            asked++;
            if (away || refuses) {
                throw new ConnectionException(new SQLException("no", away ? "08001" : "42501"));
            }
            return Optional.ofNullable(owners.get(presented.hash()));
        }
    }
}
