package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TwoLevelCacheTest {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final CacheConfig CONFIG = CacheConfig.from(Settings.of(Map.of()));
    private static final CacheScope ACME = new CacheScope.Of(new TenantId(new UUID(0, 1)));
    private static final CacheScope OTHER = new CacheScope.Of(new TenantId(new UUID(0, 2)));
    private static final CacheKey<String> KEY = new CacheKey<>(ACME, Regions.text("text", TTL), "key");

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountedCacheMetrics metrics = new CountedCacheMetrics();
    private final MapLevel shared = new MapLevel();
    private final TwoLevelCache cache = replica(Runnable::run, 100);

    @Test
    void loadsOnceAndAnswersFromMemory() {
        assertThat(cache.get(KEY, loader("v"))).isEqualTo("v");
        assertThat(cache.get(KEY, loader("w"))).isEqualTo("v");

        assertThat(loads).hasValue(1);
        assertThat(metrics.of("load text")).isEqualTo(1);
        assertThat(metrics.of("l1 get hit")).isEqualTo(1);
        assertThat(metrics.of("l1 get miss")).isEqualTo(1);
    }

    @Test
    void answersFromWhatAnotherReplicaLoaded() {
        cache.get(KEY, loader("v"));

        assertThat(replica(Runnable::run, 100).get(KEY, loader("w"))).isEqualTo("v");
        assertThat(metrics.of("l2 get hit")).isEqualTo(1);
        assertThat(metrics.of("l2 set ok")).isEqualTo(1);
    }

    @Test
    void livesNoLongerThanItMayInEitherLevelAndUpToATenthShorter() {
        cache.get(KEY, loader("v"));

        assertThat(shared.lives.get(KEY.name())).isBetween(TTL.multipliedBy(9).dividedBy(10), TTL);
        nanoTime.addAndGet(TTL.toNanos() * 89 / 100);
        cache.get(KEY, loader("v"));
        assertThat(loads).hasValue(1);
        shared.values.clear();
        nanoTime.addAndGet(TTL.toNanos() * 11 / 100);
        cache.get(KEY, loader("v"));
        assertThat(loads).hasValue(2);
    }

    @Test
    void livesInRedisShorterByTheTimeItTookToLoad() {
        cache.get(KEY, () -> {
            nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
            return "v";
        });

        assertThat(shared.lives.get(KEY.name())).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
    }

    @Test
    void keepsTenantsApart() {
        CacheKey<String> others = new CacheKey<>(OTHER, KEY.region(), KEY.text());
        cache.get(KEY, loader("acme's"));

        assertThat(cache.get(others, loader("other's"))).isEqualTo("other's");
        assertThat(cache.get(KEY, loader(""))).isEqualTo("acme's");
    }

    @Test
    void keepsAValueWhereItsRegionAllows() {
        cache.get(KEY, loader("memory only"));
        CacheKey<String> passing = new CacheKey<>(ACME, KEY.region(), "passing");
        cache.get(passing, loader("nowhere"));
        cache.get(passing, loader("nowhere"));

        assertThat(shared.values).isEmpty();
        assertThat(cache.get(KEY, loader("w"))).isEqualTo("memory only");
        assertThat(loads).hasValue(3);
    }

    @Test
    void keepsNothingThatIsTooLarge() {
        cache.get(KEY, loader("x".repeat(StoredForm.MAX_BYTES + 1)));

        assertThat(cache.get(KEY, loader("v"))).isEqualTo("v");
        assertThat(loads).hasValue(2);
    }

    @Test
    void boundsMemoryBySizeNotOnlyByNumber() {
        TwoLevelCache small = TwoLevelCache.inMemory(
                CacheConfig.from(Settings.of(Map.of("EDGE_MCP_L1_MAX_ITEMS", "10"))), metrics, nanoTime::get);

        for (int i = 0; i < 10; i++) {
            small.get(new CacheKey<>(ACME, KEY.region(), "k" + i), loader("x".repeat(8_000)));
        }

        assertThat(small.entries()).isBetween(1L, 5L);
    }

    @Test
    void throwsWhatTheLoaderThrewAndRemembersNothingOfIt() {
        IllegalStateException failure = new IllegalStateException("database away");

        assertThatThrownBy(() -> cache.get(KEY, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(cache.get(KEY, loader("v"))).isEqualTo("v");
        assertThat(metrics.of("load text error")).isEqualTo(1);
    }

    @Test
    void takesTroubleForAMiss() {
        shared.away = true;

        assertThat(cache.get(KEY, loader("v"))).isEqualTo("v");
        cache.invalidate(KEY);
        cache.received("other " + KEY.name());

        assertThat(cache.get(KEY, loader("w"))).isEqualTo("w");
        assertThat(metrics.of("l2 get error")).isEqualTo(2);
        assertThat(metrics.of("l2 set error")).isEqualTo(2);
    }

    @Test
    void takesGarbageForAMissAndReplacesIt() {
        shared.values.put(KEY.name(), "not text".getBytes(UTF_8));

        assertThat(cache.get(KEY, loader("v"))).isEqualTo("v");

        assertThat(metrics.of("l2 delete ok")).isEqualTo(1);
        assertThat(new String(shared.values.get(KEY.name()), UTF_8)).isEqualTo("text:v");
    }

    @Test
    void invalidatesEverywhere() {
        TwoLevelCache other = replica(Runnable::run, 100);
        List<String> heard = new ArrayList<>();
        other.onInvalidation(heard::add);
        cache.get(KEY, loader("v"));
        other.get(KEY, loader("v"));

        cache.invalidate(KEY);
        shared.published.forEach(other::received);

        assertThat(shared.values).isEmpty();
        assertThat(heard).containsExactly(KEY.name());
        assertThat(cache.get(KEY, loader("w"))).isEqualTo("w");
        assertThat(other.get(KEY, loader("x"))).isEqualTo("w");
    }

    @Test
    void forgetsInOneReplicaWithoutTellingAnybody() {
        List<String> heard = new ArrayList<>();
        cache.onInvalidation(heard::add);
        cache.get(KEY, loader("v"));
        shared.values.clear();

        cache.forgetHere(KEY);

        assertThat(heard).isEmpty();
        assertThat(shared.published).isEmpty();
        assertThat(cache.get(KEY, loader("w"))).isEqualTo("w");
    }

    @Test
    void doesNotMindItsOwnMessagesOrMalformedOnes() {
        cache.invalidate(KEY);
        cache.get(KEY, loader("v"));

        shared.published.forEach(cache::received);
        cache.received("");
        cache.received("nonsense");
        cache.received(" " + KEY.name());

        assertThat(cache.get(KEY, loader("w"))).isEqualTo("v");
    }

    @Test
    void keepsNothingThatWasInvalidatedWhileItWasLoaded() {
        cache.get(KEY, () -> {
            cache.invalidate(KEY);
            return "old";
        });

        assertThat(shared.values).isEmpty();
        assertThat(cache.get(KEY, loader("new"))).isEqualTo("new");
    }

    @Test
    void leavesNothingBehindWhereItWasInvalidatedWhileItWasWritten() {
        shared.duringSet = () -> cache.received("other " + KEY.name());

        cache.get(KEY, loader("old"));

        assertThat(shared.values).isEmpty();
    }

    @Test
    void forgetsEverythingWheneverItsEarIsLostOrFound() {
        cache.get(KEY, loader("v"));
        cache.outOfTouch();
        shared.values.clear();
        cache.get(KEY, loader("w"));
        cache.inTouch();
        shared.values.clear();

        assertThat(cache.get(KEY, loader("x"))).isEqualTo("x");
    }

    @Test
    void remembersForSecondsOnlyAndNotInRedisWhileDeaf() {
        cache.outOfTouch();
        CacheKey<String> constant = new CacheKey<>(ACME, Regions.constant("constant", TTL), "key");
        cache.get(KEY, loader("v"));
        cache.get(constant, loader("c"));

        assertThat(shared.values).containsOnlyKeys(constant.name());
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(cache.get(KEY, loader("w"))).isEqualTo("w");
        assertThat(cache.get(constant, loader("d"))).isEqualTo("c");
    }

    @Test
    void dropsWritesWhereTooManyWait() {
        Deque<Runnable> later = new ArrayDeque<>();
        TwoLevelCache slow = replica(later::add, 2);

        for (int i = 0; i < 5; i++) {
            slow.get(new CacheKey<>(ACME, KEY.region(), "k" + i), loader("v"));
        }
        later.forEach(Runnable::run);

        assertThat(shared.values).hasSize(2);
        assertThat(metrics.of("l2 set dropped")).isEqualTo(3);
    }

    private TwoLevelCache replica(Executor writer, int capacity) {
        RemoteCopies copies = new RemoteCopies(
                shared, new StoredForm(CONFIG.shared().compressFrom()), new WriteQueue(capacity, writer), metrics);
        TwoLevelCache replica = new TwoLevelCache(CONFIG, Optional.of(copies), metrics, nanoTime::get);
        replica.inTouch();
        return replica;
    }

    private Supplier<String> loader(String value) {
        return () -> {
            loads.incrementAndGet();
            return value;
        };
    }
}
