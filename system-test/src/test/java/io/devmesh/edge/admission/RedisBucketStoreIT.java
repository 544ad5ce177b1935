package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.edge.admission.BucketStore.Grant;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.RedisBinary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The scripts, in a real Redis. */
class RedisBucketStoreIT {
    private static final EmbeddedRedis SERVER = new EmbeddedRedis(
            () -> RedisBinary.bundled(Path.of("target", "binaries").toAbsolutePath()),
            Path.of("target", "stacks", "buckets"),
            Map.of());

    /** So slow that no token comes while a test runs. */
    private static final Rate SLOW = new Rate(1, 1_000);

    private static RedisClient redis;
    private static RedisBucketStore store;

    private final BucketName bucket = new BucketName(LimitType.TOOL, UUID.randomUUID(), "event_list");

    @BeforeAll
    static void start() {
        SERVER.start();
        redis = RedisClient.create("127.0.0.1", SERVER.port());
        store = new RedisBucketStore(redis);
    }

    @AfterAll
    static void stop() {
        redis.close();
        SERVER.stop();
    }

    @BeforeEach
    void empty() {
        redis.flushAll();
    }

    @Test
    void givesWhatThereIsAndNoMore() {
        assertThat(store.take(bucket, SLOW, 1, 600)).isEqualTo(new Grant(600, 400, Duration.ZERO));
        assertThat(store.take(bucket, SLOW, 1, 600).tokens()).isBetween(400, 401);
        assertThat(store.take(bucket, SLOW, 10, 600).tokens()).isZero();
    }

    @Test
    void saysWhenThereWillBeEnough() {
        var unused = store.take(bucket, SLOW, 1_000, 1_000);

        Grant nothing = store.take(bucket, SLOW, 5, 10);

        assertThat(nothing.tokens()).isZero();
        assertThat(nothing.retryIn()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void tokensComeAtTheRate() {
        Rate rate = new Rate(1_000, 100);
        var unused = store.take(bucket, rate, 100, 100);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> store.take(bucket, rate, 100, 100).tokens() == 100);
        assertThat(store.take(bucket, rate, 100, 100).tokens()).isZero();
    }

    @Test
    void aSmallerBurstHoldsAtOnce() {
        assertThat(store.take(bucket, SLOW, 1, 1).left()).isEqualTo(999);

        assertThat(store.take(bucket, new Rate(1, 10), 1, 100).tokens()).isEqualTo(10);
    }

    @Test
    void manyAtOnceGetNoMoreThanThereIs() throws Exception {
        List<Callable<Integer>> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            takers.add(() -> {
                int got = 0;
                for (int j = 0; j < 100; j++) {
                    got += store.take(bucket, SLOW, 1, 3).tokens();
                }
                return got;
            });
        }
        int got = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> taker : threads.invokeAll(takers)) {
                got += taker.get();
            }
        }

        assertThat(got).isBetween(1_000, 1_005);
    }

    @Test
    void aBucketIsOneKeyThatGoesWhenItWouldBeFullAgain() {
        var unused = store.take(bucket, SLOW, 10, 10);

        assertThat(redis.keys("*")).containsExactly("{mcp:rate:tool:" + bucket.holder() + ":event_list}");
        assertThat(redis.pttl(bucket.key())).isBetween(9_000L, 11_000L);
    }

    @Test
    void countsReplicasThatAreHere() {
        Duration age = Duration.ofSeconds(30);
        assertThat(store.countReplicas("a", age)).isEqualTo(1);
        assertThat(store.countReplicas("b", age)).isEqualTo(2);
        assertThat(store.countReplicas("a", age)).isEqualTo(2);

        store.leave("b");

        assertThat(store.countReplicas("a", age)).isEqualTo(1);
    }

    @Test
    void forgetsReplicasThatSayNothing() {
        Duration age = Duration.ofMillis(100);
        assertThat(store.countReplicas("gone", age)).isEqualTo(1);

        await().atMost(Duration.ofSeconds(5)).until(() -> store.countReplicas("a", age) == 1);

        assertThat(redis.hkeys(RedisBucketStore.REPLICAS)).containsExactly("a");
    }

    @Test
    void saysSoWhenRedisIsAway() {
        try (RedisClient nobody = RedisClient.create("127.0.0.1", 1)) {
            RedisBucketStore away = new RedisBucketStore(nobody);

            assertThatThrownBy(() -> away.take(bucket, SLOW, 1, 1)).isInstanceOf(BucketStoreException.class);
        }
    }
}
