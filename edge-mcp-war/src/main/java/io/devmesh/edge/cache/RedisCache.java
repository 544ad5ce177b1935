package io.devmesh.edge.cache;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;

/** A cache with Redis behind it, together with what runs beside it: the writes, and the ear for other replicas. */
public final class RedisCache implements AutoCloseable {
    /** What may wait to be written, in items of 4 KiB: 16 MiB. */
    private static final long WRITES = 4096;

    private final TwoLevelCache cache;
    private final RedisListener listener;
    private final ScheduledExecutorService executor;
    private Optional<ScheduledFuture<?>> checks = Optional.empty();

    /**
     * Starts nothing yet, but works already.
     *
     * @param executor for the writes, the listening thread and what checks it; not closed here
     */
    public RedisCache(UnifiedJedis redis, CacheConfig config, CacheMetrics metrics, ScheduledExecutorService executor) {
        RemoteCopies copies = new RemoteCopies(
                new RedisTier(redis),
                new StoredForm(config.shared().compressFrom()),
                new WriteQueue(WRITES, executor),
                metrics);
        this.cache = new TwoLevelCache(config, Optional.of(copies), metrics, System::nanoTime);
        this.listener = new RedisListener(redis, cache, System::nanoTime);
        this.executor = executor;
    }

    public TwoLevelCache cache() {
        return cache;
    }

    /** Begins to listen to other replicas. Called once. */
    public synchronized void listen() {
        executor.execute(listener);
        long every = RedisListener.CHECK_EVERY.toMillis();
        checks = Optional.of(executor.scheduleWithFixedDelay(listener::check, every, every, TimeUnit.MILLISECONDS));
    }

    /** Whether invalidations of other replicas arrive. */
    public boolean isInTouch() {
        return cache.isInTouch();
    }

    @Override
    public synchronized void close() {
        checks.ifPresent(running -> running.cancel(false));
        listener.stop();
    }
}
