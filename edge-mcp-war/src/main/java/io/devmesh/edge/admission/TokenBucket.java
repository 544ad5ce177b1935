package io.devmesh.edge.admission;

/** A bucket of this process alone. Safe for use by many threads. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private double tokens;
    private long at;

    TokenBucket(double tokens, long now) {
        this.tokens = tokens;
        this.at = now;
    }

    /** Takes that many; returns 0, or the nanoseconds until there will be enough. Where the bucket is smaller, its size is enough. */
    synchronized long take(double perSecond, double burst, double cost, long now) {
        long wait = wait(perSecond, burst, cost, now);
        if (wait == 0) {
            tokens -= Math.min(cost, burst);
        }
        return wait;
    }

    /** The same without taking any. */
    synchronized long wait(double perSecond, double burst, double cost, long now) {
        tokens = Math.min(burst, tokens + Math.max(0, now - at) / NANOS * perSecond);
        at = now;
        double missing = Math.min(cost, burst) - tokens;
        return missing <= 0 ? 0 : Math.max(1, (long) Math.ceil(missing / perSecond * NANOS));
    }

    /** Takes that many where there are any; what is missing is taken from those that come. */
    synchronized void force(double perSecond, double burst, double cost, long now) {
        long unused = wait(perSecond, burst, cost, now);
        tokens = Math.max(0, tokens - cost);
    }

    synchronized void giveBack(double some) {
        tokens += some;
    }
}
