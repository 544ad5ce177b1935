package io.devmesh.edge.cache;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.function.LongSupplier;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** One connection that listens, from its SUBSCRIBE to its end. Calls come from the thread that reads and from others. */
final class RedisSubscription extends JedisPubSub {
    /** Without a sign of life for so long, messages count as lost. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private static final System.Logger LOG = System.getLogger(RedisSubscription.class.getName());

    private final TwoLevelCache cache;
    private final LongSupplier nanoTime;
    private volatile boolean confirmed;
    private volatile boolean stopping;
    private volatile boolean over;
    private volatile long heardAt;

    RedisSubscription(TwoLevelCache cache, LongSupplier nanoTime) {
        this.cache = cache;
        this.nanoTime = nanoTime;
    }

    /** Whether Redis ever agreed to it. */
    boolean wasConfirmed() {
        return confirmed;
    }

    @Override
    public void onSubscribe(String channel, int subscribed) {
        LOG.log(INFO, "The cache hears of other replicas");
        heard();
        confirmed = true;
        if (stopping) {
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

    /** Asks for a sign of life, and tells the cache where none came for long. */
    void check() {
        if (confirmed && !over) {
            if (nanoTime.getAsLong() - heardAt > SILENCE.toNanos()) {
                cache.outOfTouch();
            }
            send(this::ping);
        }
    }

    /** The thread that reads returns soon. */
    void stop() {
        stopping = true;
        if (confirmed && !over) {
            send(this::unsubscribe);
        }
    }

    /** The connection is gone. */
    void ended() {
        over = true;
        cache.outOfTouch();
    }

    private void heard() {
        heardAt = nanoTime.getAsLong();
        cache.inTouch();
    }

    private static void send(Runnable command) {
        try {
            command.run();
        } catch (JedisException broken) {
            // The thread that reads notices it as well, and that is where it matters.
        }
    }
}
