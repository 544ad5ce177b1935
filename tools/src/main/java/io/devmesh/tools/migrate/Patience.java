package io.devmesh.tools.migrate;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells failures that pass, as a fail-over does, from those that do not, and how long to wait for the end of the former. */
final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** MOVEDON: an answer was lost, and what was asked for had been done. NOGROUP: the group went while it was read. */
    private static final Pattern PASSING = Pattern.compile(
            "(^|-)(READONLY|LOADING|MASTERDOWN|TRYAGAIN|CLUSTERDOWN|NOREPLICAS|OOM|MOVEDON|NOGROUP) .*",
            Pattern.DOTALL);

    private final LongSupplier nanoTime;
    private long failingSince;
    private boolean failing;

    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void succeeded() {
        failing = false;
    }

    /** Whether to try again. */
    boolean goesOnAfter(JedisException failure) {
        if (!failing) {
            failing = true;
            failingSince = nanoTime.getAsLong();
        }
        return passes(failure) && nanoTime.getAsLong() - failingSince < LIMIT.toNanos();
    }

    static boolean passes(JedisException failure) {
        if (failure instanceof JedisAccessControlException) {
            return false;
        }
        // Redis 6.2 wraps what a command within a script answered: "ERR Error running script…: -OOM command not
        // allowed…".
        return failure instanceof JedisConnectionException
                || failure instanceof JedisClusterOperationException
                || PASSING.matcher(String.valueOf(failure.getMessage())).find();
    }
}
