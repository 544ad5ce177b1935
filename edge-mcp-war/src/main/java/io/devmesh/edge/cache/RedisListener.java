package io.devmesh.edge.cache;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.telemetry.RootCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to what other replicas invalidate, in one long-lived thread; subscribes again whenever the connection is lost,
 * after pauses of up to 100 ms, 200 ms and so on, 5 s at the most; each at random between half and all of it.
 *
 * <p>A connection that died silently is noticed by its missing pongs: at once by the cache, which then counts as out of
 * touch, and after the client's timeout for blocking reads by the thread.
 */
final class RedisListener implements Runnable {
    /** How often {@link #check} is to be called. */
    static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(RedisListener.class.getName());

    private final UnifiedJedis redis;
    private final TwoLevelCache cache;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile RedisSubscription subscription;
    private boolean told;

    RedisListener(UnifiedJedis redis, TwoLevelCache cache, LongSupplier nanoTime) {
        this.redis = redis;
        this.cache = cache;
        this.nanoTime = nanoTime;
        this.subscription = new RedisSubscription(cache, nanoTime);
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopped.await(0, TimeUnit.MILLISECONDS)) {
                pause = listen() ? FIRST_PAUSE : longer(pause);
                if (stopped.await(jittered(pause), TimeUnit.MILLISECONDS)) {
                    return;
                }
                subscription = new RedisSubscription(cache, nanoTime);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was in touch at all. */
    private boolean listen() {
        RedisSubscription mine = subscription;
        try {
            redis.subscribe(mine, RedisTier.CHANNEL);
        } catch (JedisException lost) {
            tell(mine.wasConfirmed(), RootCause.of(lost));
        } finally {
            mine.ended();
        }
        return mine.wasConfirmed();
    }

    /** Once for each loss, not for each try. */
    private void tell(boolean wasConfirmed, String reason) {
        boolean again = told && !wasConfirmed;
        told = true;
        if (stopped.getCount() > 0 && !again) {
            LOG.log(WARNING, "The cache does not hear of other replicas: " + reason);
        }
    }

    /** Notices a connection that is silent for too long. */
    void check() {
        subscription.check();
    }

    /** The thread ends soon. */
    void stop() {
        stopped.countDown();
        subscription.stop();
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static long jittered(Duration pause) {
        return (long) (pause.toMillis() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2));
    }
}
