package io.devmesh.edge.cache;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.telemetry.RootCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to what other replicas invalidate, in one long-lived thread; subscribes again whenever the connection is lost,
 * after pauses of 100 ms, 200 ms and so on up to 5 s, each at random between half and all of it.
 *
 * <p>A connection that died silently is noticed by its missing pongs: the cache counts as out of touch after {@link
 * #SILENCE}, and the read itself ends by the client's timeout for blocking reads.
 */
final class RedisListener implements Runnable {
    /** How often {@link #ping} is to be called. */
    static final Duration PING_EVERY = Duration.ofSeconds(1);

    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(RedisListener.class.getName());

    private final UnifiedJedis redis;
    private final TwoLevelCache cache;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Subscription subscription;
    private boolean told;

    RedisListener(UnifiedJedis redis, TwoLevelCache cache, LongSupplier nanoTime) {
        this.redis = redis;
        this.cache = cache;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            do {
                pause = listen() ? FIRST_PAUSE : longer(pause);
            } while (!stopped.await(jittered(pause), TimeUnit.MILLISECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was in touch at all. */
    private boolean listen() {
        Subscription mine = new Subscription();
        subscription = mine;
        try {
            redis.subscribe(mine, RedisTier.CHANNEL);
        } catch (JedisException lost) {
            tell(mine.confirmed, RootCause.of(lost));
        } finally {
            mine.over = true;
            cache.outOfTouch();
        }
        return mine.confirmed;
    }

    /** Once for each loss, not for each try. */
    private void tell(boolean wasConfirmed, String reason) {
        boolean again = told && !wasConfirmed;
        told = true;
        if (stopped.getCount() > 0 && !again) {
            LOG.log(WARNING, "The cache does not hear of other replicas: " + reason);
        }
    }

    /** Asks for a sign of life, and tells the cache where none came for long. */
    void ping() {
        Subscription current = subscription;
        if (current != null && current.confirmed && !current.over) {
            current.checkSilence();
            current.tryPing();
        }
    }

    /** The thread ends soon. */
    void stop() {
        stopped.countDown();
        Subscription current = subscription;
        if (current != null && current.confirmed && !current.over) {
            current.tryUnsubscribe();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static long jittered(Duration pause) {
        return (long) (pause.toMillis() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2));
    }

    private final class Subscription extends JedisPubSub {
        private volatile boolean confirmed;
        private volatile boolean over;
        private volatile long heardAt;

        @Override
        public void onSubscribe(String channel, int subscribed) {
            confirmed = true;
            heard();
            LOG.log(INFO, "The cache hears of other replicas");
            if (stopped.getCount() == 0) {
                unsubscribe();
            }
        }

        @Override
        public void onPong(String pattern) {
            heard();
        }

        @Override
        public void onMessage(String channel, String message) {
            heard();
            cache.received(message);
        }

        private void heard() {
            heardAt = nanoTime.getAsLong();
            cache.inTouch();
        }

        private void checkSilence() {
            if (nanoTime.getAsLong() - heardAt > SILENCE.toNanos()) {
                cache.outOfTouch();
            }
        }

        private void tryPing() {
            try {
                ping();
            } catch (JedisException broken) {
                // The thread that reads sees it as well, and begins anew.
            }
        }

        private void tryUnsubscribe() {
            try {
                unsubscribe();
            } catch (JedisException broken) {
                // Then the thread that reads ends without.
            }
        }
    }
}
