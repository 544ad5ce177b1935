package io.devmesh.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SingleFlightTest {
    private static final int CALLERS = 16;
    private static final CacheRegion<String> REGION = Regions.text("text", Duration.ofMinutes(1));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private final TwoLevelCache cache = TwoLevelCache.inMemory(
            CacheConfig.from(Settings.of(Map.of())), new CountedCacheMetrics(), System::nanoTime);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void callsTheLoaderOnceHoweverManyAsk() throws Exception {
        List<Future<String>> answers = askTogether(slow(() -> "v"));
        release.countDown();

        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("v");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void givesItsFailureToAllWhoWaitAndTriesAgainForTheNext() throws Exception {
        List<Future<String>> answers = askTogether(slow(() -> {
            throw new IllegalStateException("away");
        }));
        release.countDown();

        for (Future<String> answer : answers) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("away");
        }
        assertThat(cache.get(key("slow"), () -> "v")).isEqualTo("v");
    }

    @Test
    void doesNotMakeOtherKeysWait() throws Exception {
        askTogether(slow(() -> "v"));

        for (int i = 0; i < 1_000; i++) {
            assertThat(cache.get(key("k" + i), () -> "other")).isEqualTo("other");
        }
        release.countDown();
    }

    /** All but the one that loads are on their way when this returns; they wait wherever they are. */
    private List<Future<String>> askTogether(Supplier<String> loader)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(threads.submit(() -> cache.get(key("slow"), loader)));
        }
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        return answers;
    }

    private Supplier<String> slow(Supplier<String> loader) {
        return () -> {
            loads.incrementAndGet();
            loading.countDown();
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return loader.get();
        };
    }

    private static CacheKey<String> key(String text) {
        return new CacheKey<>(CacheScope.Unknown.TENANT, REGION, text);
    }
}
