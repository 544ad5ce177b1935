package io.devmesh.edge.admission;

import io.devmesh.edge.admission.BucketStore.Grant;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * This replica's part of a bucket that all share. Tokens are leased ahead of use while calls come often, and lapse after a
 * second; where the shared bucket is empty, that is remembered for as long as it lasts. While the store is away it is this
 * replica's share of the limit.
 */
final class LeasedBucket {
    /** How long a call waits for the store. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    static final long LAPSE = Duration.ofSeconds(1).toNanos();

    /** Of a bucket that is asked for more often than this, tokens are leased ahead. */
    private static final long OFTEN = Duration.ofMillis(250).toNanos();

    /** A bucket that is found empty is not asked again sooner, though its next token may come before. */
    private static final long REST = Duration.ofMillis(25).toNanos();

    private final BucketName name;
    private final BucketStore store;
    private final StoreWatch watch;
    private final Executor executor;
    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;
    private int balance;
    private int size = 1;
    private int left = -1;
    private int debt;
    private long lapsesAt;
    private int emptyOf;
    private long emptyUntil;
    private long askedAt;
    private boolean busy;
    private CompletableFuture<Void> fetch;
    private TokenBucket share;

    LeasedBucket(
            BucketName name,
            BucketStore store,
            StoreWatch watch,
            Executor executor,
            AdmissionMetrics metrics,
            LongSupplier nanoTime) {
        this.name = name;
        this.store = store;
        this.watch = watch;
        this.executor = executor;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.emptyUntil = now;
        this.askedAt = now - OFTEN;
    }

    /**
     * Why the shared bucket has no token.
     *
     * @param retryIn until there may be one
     */
    record Empty(Duration retryIn) {}

    /** Asks for tokens where they will be wanted in a moment. */
    synchronized void prepare(Rate rate, int asked) {
        int cost = Math.min(asked, rate.burst());
        long now = nanoTime.getAsLong();
        lapse(now);
        if (balance < cost && !isEmpty(cost - balance, now) && watch.answers()) {
            var unused = fetch(rate, cost - balance, now);
        }
    }

    /** Takes {@code asked} tokens, or all that the bucket can hold where that is less; empty where that was done. */
    Optional<Empty> take(Rate rate, int asked) {
        int cost = Math.min(asked, rate.burst());
        long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
        while (true) {
            CompletableFuture<Void> arriving;
            long now;
            synchronized (this) {
                now = nanoTime.getAsLong();
                lapse(now);
                if (balance >= cost) {
                    balance -= cost;
                    leaseAhead(rate, now);
                    return Optional.empty();
                }
                if (!watch.answers()) {
                    return takeOfShare(rate, cost, now);
                }
                share = null;
                if (isEmpty(cost - balance, now)) {
                    return Optional.of(untilThereAre(cost - balance, rate, now));
                }
                if (now - deadline >= 0) {
                    return takeOfShare(rate, cost, now); // others were faster each time
                }
                arriving = fetch(rate, cost - balance, now);
            }
            if (!Arrival.within(arriving, deadline - now)) {
                return takeWithoutStore(rate, cost);
            }
        }
    }

    private Optional<Empty> takeWithoutStore(Rate rate, int cost) {
        if (!Thread.currentThread().isInterrupted()) {
            watch.failed("no answer within " + PATIENCE.toMillis() + " ms");
        }
        synchronized (this) {
            return takeOfShare(rate, cost, nanoTime.getAsLong());
        }
    }

    /** Tokens of a call that was refused for another reason. */
    synchronized void giveBack(Rate rate, int asked) {
        int cost = Math.min(asked, rate.burst());
        if (share == null) {
            balance += cost;
        } else {
            share.giveBack(cost);
            debt = Math.max(0, debt - cost);
        }
    }

    private void lapse(long now) {
        if (balance > 0 && now - lapsesAt >= 0) {
            balance = 0;
            size = Math.max(1, size / 2);
        }
    }

    private void leaseAhead(Rate rate, long now) {
        if (busy && 2 * balance < size && !isEmpty(1, now) && watch.answers()) {
            var unused = fetch(rate, 1, now);
        }
    }

    /** Whether we know that the shared bucket has fewer than {@code tokens}. */
    private boolean isEmpty(int tokens, long now) {
        return now - emptyUntil < 0 && tokens >= emptyOf;
    }

    private Empty untilThereAre(int tokens, Rate rate, long now) {
        long more = (tokens - emptyOf) * 1_000_000_000L / rate.perSecond();
        return new Empty(Duration.ofNanos(emptyUntil - now + more));
    }

    private CompletableFuture<Void> fetch(Rate rate, int least, long now) {
        if (fetch != null) {
            return fetch;
        }
        busy = now - askedAt < OFTEN;
        size = busy ? Math.min(rate.block(), 2 * size) : size;
        askedAt = now;
        int most = Math.min(rate.burst(), Math.max(least, size) + debt);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        fetch = begun;
        executor.execute(() -> ask(rate, least, most, begun));
        return begun;
    }

    private void ask(Rate rate, int least, int most, CompletableFuture<Void> begun) {
        try {
            Grant grant = store.take(name, rate, least, most);
            watch.answered();
            metrics.leased(name.type());
            arrived(grant, least);
        } catch (BucketStoreException away) {
            watch.failed(away.getMessage());
        } finally {
            synchronized (this) {
                fetch = null;
            }
            begun.complete(null);
        }
    }

    private synchronized void arrived(Grant grant, int least) {
        long now = nanoTime.getAsLong();
        lapse(now);
        left = grant.left();
        if (grant.tokens() > 0) {
            int paid = Math.min(debt, grant.tokens());
            debt -= paid;
            balance += grant.tokens() - paid;
            lapsesAt = now + LAPSE;
        } else {
            emptyOf = least;
            emptyUntil = now + Math.max(REST, grant.retryIn().toNanos());
        }
    }

    private Optional<Empty> takeOfShare(Rate rate, int cost, long now) {
        double part = 1.0 / watch.replicas();
        double burst = Math.max(1, rate.burst() * part);
        if (share == null) {
            share = new TokenBucket(left < 0 ? burst : Math.min(burst, left * part), now);
        }
        if (watch.mayTry()) {
            var unused = fetch(rate, 1, now);
        }
        long wait = share.take(rate.perSecond() * part, burst, cost, now);
        if (wait > 0) {
            return Optional.of(new Empty(Duration.ofNanos(wait)));
        }
        // Paid when the store is back, where the tokens of that time have gathered.
        debt = Math.min(rate.burst(), debt + cost);
        return Optional.empty();
    }
}
