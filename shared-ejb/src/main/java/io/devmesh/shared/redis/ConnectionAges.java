package io.devmesh.shared.redis;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import redis.clients.jedis.Connection;

/**
 * Remembers when a connection was first used. Those that are too old are closed after their command instead of going back
 * to the pool, each a little earlier than the limit, so that they do not all go at once.
 */
final class ConnectionAges {
    private static final double JITTER = 0.2;

    private final Map<Connection, Long> retireAt = Collections.synchronizedMap(new WeakHashMap<>());
    private final Duration maxAge;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;

    ConnectionAges(Duration maxAge, LongSupplier nanoTime, DoubleSupplier random) {
        this.maxAge = maxAge;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    boolean isOld(Connection connection) {
        long now = nanoTime.getAsLong();
        Long due = retireAt.get(connection);
        if (due == null) {
            retireAt.put(connection, now + (long) (maxAge.toNanos() * (1 - JITTER * random.getAsDouble())));
            return false;
        }
        return now - due >= 0;
    }
}
