package io.devmesh.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CountedCacheMetrics;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.ChangedKey;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.KeyHash;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.shared.tenant.TenantId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class KeyWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-27T05:00:00Z");
    private static final ApiKey KEY = ApiKey.generate("usr");
    private static final Authenticated CALLER = new Authenticated(new UUID(0, 1), new TenantId(new UUID(0, 2)));

    private final Keys keys = new Keys();
    private final List<KeyHash> forgotten = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final List<KeyHash> lookedUpAnew = new ArrayList<>();
    private final KeyWatch watch = new KeyWatch(keys, new Forgetful(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void endsWhatAChangedKeyHoldsOpen() {
        watch.look();
        watch.watch(CALLER, () -> ended.add("mine"));
        watch.watch(new Authenticated(new UUID(0, 7), CALLER.tenant()), () -> ended.add("a colleague's"));

        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();

        assertThat(ended).containsExactly("mine");
        assertThat(forgotten).containsExactly(KEY.hash());
    }

    @Test
    void leavesOpenWhatANewKeyHoldsButHasItLookedUpAnew() {
        watch.look();
        watch.watch(CALLER, () -> ended.add("mine"));

        keys.make(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();

        assertThat(ended).isEmpty();
        assertThat(lookedUpAnew).containsExactly(KEY.hash());
        assertThat(forgotten).isEmpty();
    }

    @Test
    void hasANewKeyForgottenOnceItIsChanged() {
        watch.look();
        keys.make(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();

        keys.change(CALLER.keyId(), NOW.plusSeconds(2));
        watch.look();

        assertThat(forgotten).containsExactly(KEY.hash());
    }

    @Test
    void tellsOfAChangeOnce() {
        watch.look();
        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();
        watch.look();

        assertThat(forgotten).hasSize(1);

        keys.change(CALLER.keyId(), NOW.plusSeconds(2));
        watch.look();

        assertThat(forgotten).hasSize(2);
    }

    @Test
    void seesAChangeThatWasCommittedAfterALaterOne() {
        watch.look();
        keys.change(new UUID(0, 9), NOW.plusSeconds(5));
        watch.look();

        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();

        assertThat(forgotten).hasSize(2);
    }

    @Test
    void saysNothingOfWhatChangedBeforeItBegan() {
        keys.change(CALLER.keyId(), NOW.minusSeconds(1));
        watch.look();

        assertThat(forgotten).isEmpty();
    }

    @Test
    void catchesUpWhenTheDatabaseIsBack() {
        watch.look();
        keys.away = true;
        watch.look();
        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        keys.away = false;
        watch.look();

        assertThat(forgotten).hasSize(1);
    }

    @Test
    void endsWhatAnExpiredKeyHoldsOpenWhileTheDatabaseIsAway() {
        keys.away = true;
        watch.watch(expiring(NOW), () -> ended.add("expired"));
        watch.watch(expiring(NOW.plusSeconds(1)), () -> ended.add("good"));
        watch.look();
        watch.look();

        assertThat(ended).containsExactly("expired");
    }

    @Test
    void endsWhatWasOpenedWithWhatWasKnownBeforeTheChangeWasTold() {
        watch.look();
        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();
        keys.stored = Optional.of(stored(Grants.USUAL, Optional.of(NOW)));
        watch.watch(CALLER, () -> ended.add("too late"));
        watch.look();

        assertThat(ended).containsExactly("too late");
    }

    @Test
    void leavesOpenWhatWasOpenedWithWhatTheKeyIsNow() {
        watch.look();
        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();
        keys.stored = Optional.of(stored(Grants.USUAL, Optional.empty()));
        watch.watch(CALLER, () -> ended.add("good"));
        watch.look();

        assertThat(ended).isEmpty();
    }

    private static StoredKey stored(Grants grants, Optional<Instant> revokedAt) {
        return new StoredKey(
                CALLER.keyId(), "test", KEY.prefix(), grants, NOW, Optional.empty(), revokedAt, Optional.empty());
    }

    @Test
    void leavesAloneWhatIsOver() {
        watch.look();
        watch.watch(CALLER, () -> ended.add("over")).run();
        keys.change(CALLER.keyId(), NOW.plusSeconds(1));
        watch.look();

        assertThat(ended).isEmpty();
    }

    private static Authenticated expiring(Instant end) {
        return new Authenticated(CALLER.keyId(), CALLER.tenant(), "", Grants.USUAL, Optional.of(end));
    }

    private final class Forgetful extends Authenticator {
        Forgetful() {
            super(
                    keys,
                    TwoLevelCache.inMemory(
                            CacheConfig.from(Settings.of(Map.of())), new CountedCacheMetrics(), System::nanoTime),
                    CacheConfig.from(Settings.of(Map.of())),
                    Clock.systemUTC());
        }

        @Override
        void lookUpAnew(KeyHash hash) {
            lookedUpAnew.add(hash);
        }

        @Override
        public void forget(KeyHash hash) {
            forgotten.add(hash);
        }
    }

    /** A table in memory. */
    private static final class Keys extends ApiKeyRepository {
        private final List<ChangedKey> rows = new ArrayList<>();
        private Optional<StoredKey> stored = Optional.empty();
        private boolean away;

        Keys() {
            super(null);
        }

        void change(UUID id, Instant at) {
            rows.removeIf(row -> row.id().equals(id));
            rows.add(new ChangedKey(id, KEY.hash(), at, false));
        }

        void make(UUID id, Instant at) {
            rows.add(new ChangedKey(id, KEY.hash(), at, true));
        }

        @Override
        public Instant lastChange() {
            fail();
            return rows.stream().map(ChangedKey::at).max(Instant::compareTo).orElse(NOW);
        }

        @Override
        public Optional<StoredKey> get(TenantId tenant, UUID id) {
            return stored;
        }

        @Override
        public List<ChangedKey> changedAfter(Instant moment) {
            fail();
            return rows.stream()
                    .filter(row -> row.at().isAfter(moment))
                    .sorted(Comparator.comparing(ChangedKey::at))
                    .toList();
        }

        private void fail() {
            if (away) {
                throw new ConnectionException(new SQLException("no", "08001"));
            }
        }
    }
}
