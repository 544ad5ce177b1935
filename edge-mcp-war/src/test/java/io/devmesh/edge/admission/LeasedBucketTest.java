package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.devmesh.edge.admission.LeasedBucket.Empty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeasedBucketTest {
    private static final BucketName NAME = new BucketName(LimitType.TENANT, new UUID(0, 1));
    private static final Rate RATE = new Rate(100, 200);

    private final Nanos time = new Nanos();
    private final MemoryBucketStore store = new MemoryBucketStore(time);

    /** One replica; others have a watch of their own. */
    private final StoreWatch watch = new StoreWatch(time);

    private final LeasedBucket bucket = bucket(watch, Runnable::run);

    @Test
    void letsInTheBurstAndThenTheRate() {
        int admitted = 0;
        for (int i = 0; i < 10_000; i++) { // of one a millisecond
            admitted += bucket.take(RATE, 1).isEmpty() ? 1 : 0;
            time.pass(Duration.ofMillis(1));
        }

        assertThat(admitted).isCloseTo(200 + 100 * 10, within(20));
    }

    @Test
    void twoReplicasTogetherStayWithinFivePercentOfTheLimit() {
        List<LeasedBucket> replicas = List.of(bucket, bucket(new StoreWatch(time), Runnable::run));
        int admitted = 0;
        for (int i = 0; i < 20_000; i++) {
            admitted += replicas.get(i % 3 == 0 ? 0 : 1).take(RATE, 1).isEmpty() ? 1 : 0;
            time.pass(Duration.ofMillis(1));
        }

        assertThat(admitted).isBetween((200 + 100 * 20) * 95 / 100, 200 + 100 * 20);
    }

    @Test
    void asksTheStoreSeldomOfManyCalls() {
        Rate fast = new Rate(10_000, 20_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(bucket.take(fast, 1)).isEmpty();
            time.pass(Duration.ofNanos(200_000));
        }

        assertThat(store.asked).isLessThan(60);
    }

    @Test
    void aFloodOfRefusedCallsCostsFewQuestions() {
        bucket.take(RATE, 200);
        int before = store.asked;
        for (int i = 0; i < 100_000; i++) {
            var unused = bucket.take(RATE, 1);
            time.pass(Duration.ofNanos(10_000));
        }

        assertThat(store.asked - before).isLessThan(100); // in one second
    }

    @Test
    void saysWhenToComeAgain() {
        bucket.take(RATE, 200);

        assertThat(bucket.take(RATE, 50).orElseThrow().retryIn())
                .isBetween(Duration.ofMillis(490), Duration.ofMillis(500));
        time.pass(Duration.ofMillis(500));
        assertThat(bucket.take(RATE, 50)).isEmpty();
    }

    @Test
    void aCallThatCostsMoreThanTheBucketHoldsNeedsAFullOne() {
        assertThat(bucket.take(RATE, 1_000)).isEmpty();
        assertThat(bucket.take(RATE, 1)).isPresent();
    }

    @Test
    void tokensThatAreNotUsedLapse() {
        for (int i = 0; i < 100; i++) { // leases grow
            assertThat(bucket.take(RATE, 1)).isEmpty();
        }
        time.pass(Duration.ofNanos(LeasedBucket.LAPSE));
        int before = store.asked;

        assertThat(bucket.take(RATE, 1)).isEmpty();

        assertThat(store.asked).isGreaterThan(before);
    }

    @Test
    void aBucketThatIsSeldomUsedLeasesNoMoreThanItNeeds() {
        for (int i = 0; i < 50; i++) {
            assertThat(bucket.take(RATE, 1)).isEmpty();
            time.pass(Duration.ofSeconds(2));
        }

        assertThat(store.asked).isEqualTo(50);
        assertThat(store.take(NAME, RATE, 1, 1_000).tokens()).isEqualTo(200);
    }

    @Test
    void tokensOfACallThatWasRefusedElsewhereAreUsedForTheNext() {
        bucket.take(RATE, 200);
        assertThat(bucket.take(RATE, 1)).isPresent();

        bucket.giveBack(RATE, 3);

        assertThat(bucket.take(RATE, 2)).isEmpty();
        assertThat(bucket.take(RATE, 1)).isEmpty();
        assertThat(bucket.take(RATE, 1)).isPresent();
    }

    @Test
    void aCallForWhichOthersWereFasterIsLetInThoughTimeIsUpWhereTheBucketIsNotKnownToBeEmpty() {
        AtomicReference<LeasedBucket> contended = new AtomicReference<>();
        contended.set(bucket(watch, work -> {
            work.run();
            time.pass(LeasedBucket.PATIENCE);
            assertThat(contended.get().take(RATE, 1)).isEmpty();
        }));

        assertThat(contended.get().take(RATE, 1)).isEmpty();
    }

    @Test
    void letsInItsShareWhileTheStoreIsAway() {
        watch.counted(4);
        store.away = true;
        int admitted = 0;
        for (int i = 0; i < 10_000; i++) {
            admitted += bucket.take(RATE, 1).isEmpty() ? 1 : 0;
            time.pass(Duration.ofMillis(1));
        }

        assertThat(admitted).isCloseTo((200 + 100 * 10) / 4, within(5));
        assertThat(store.asked).isBetween(5, 11); // once a second
    }

    @Test
    void anEmptyBucketStaysEmptyWhenTheStoreGoesAway() {
        bucket.take(RATE, 200);
        assertThat(bucket.take(RATE, 1)).isPresent();
        store.away = true;
        time.pass(Duration.ofMillis(100));

        int admitted = 0;
        while (bucket.take(RATE, 1).isEmpty()) {
            admitted++;
        }

        assertThat(admitted).isLessThan(20);
    }

    @Test
    void sharesAgainWhenTheStoreIsBack() {
        store.away = true;
        assertThat(bucket.take(RATE, 1)).isEmpty();
        store.away = false;
        time.pass(Duration.ofSeconds(1));

        assertThat(bucket.take(RATE, 1)).isEmpty(); // its own, and asks

        assertThat(watch.answers()).isTrue();
        assertThat(bucket.take(RATE, 198)).isEmpty();
        assertThat(bucket.take(RATE, 1)).isPresent();
    }

    @Test
    void whatWasLetInMeanwhileIsPaidWhenTheStoreIsBack() {
        bucket.take(RATE, 200);
        store.away = true;
        int admitted = 0;
        for (int i = 0; i < 5_000; i++) {
            store.away = i % 2_000 < 1_000;
            admitted += bucket.take(RATE, 1).isEmpty() ? 1 : 0;
            time.pass(Duration.ofMillis(1));
        }

        assertThat(admitted).isBetween(400, 525);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotWaitedForTwice() {
        List<Runnable> hanging = new ArrayList<>();
        LeasedBucket slow = bucket(watch, hanging::add);

        Optional<Empty> first = slow.take(RATE, 1);

        assertThat(first).isEmpty();
        assertThat(watch.answers()).isFalse();
        assertThat(hanging).hasSize(1);
        time.pass(Duration.ofSeconds(2));
        assertThat(slow.take(RATE, 1)).isEmpty();
        assertThat(hanging).hasSize(1);
        hanging.getFirst().run();
        assertThat(watch.answers()).isTrue();
    }

    private LeasedBucket bucket(StoreWatch watched, Executor executor) {
        return new LeasedBucket(NAME, store, watched, executor, new CountedAdmission(), time);
    }
}
