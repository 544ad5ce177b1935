package io.devmesh.edge.admission;

import io.devmesh.shared.limit.QuotaRepository;
import io.devmesh.shared.limit.QuotaRepository.Account;
import io.devmesh.shared.limit.QuotaRepository.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * This replica's part of a quota, leased in blocks. While PostgreSQL is away everything is let in, and counted afterwards.
 */
final class LeasedQuota {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final int FIRST_BLOCK = 100;
    private static final int LARGEST_BLOCK = 5_000;

    private final Account account;
    private final QuotaRepository quotas;
    private final Executor executor;
    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;
    private long balance;
    private long owed;
    private long used;
    private long usedUpOf;
    private long usedUpUntil;
    private long awayUntil;
    private long askedAt;
    private int size = FIRST_BLOCK;
    private CompletableFuture<Void> fetch;

    LeasedQuota(
            Account account,
            QuotaRepository quotas,
            Executor executor,
            AdmissionMetrics metrics,
            LongSupplier nanoTime) {
        this.account = account;
        this.quotas = quotas;
        this.executor = executor;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.usedUpUntil = nanoTime.getAsLong();
        this.awayUntil = usedUpUntil;
        this.askedAt = usedUpUntil - PAUSE;
    }

    /** A quota of which less is left than what was asked for. */
    record UsedUp(long used) {}

    /** Uses {@code cost} of {@code limit}; empty where that was done. */
    Optional<UsedUp> take(int cost, long limit) {
        long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
        while (true) {
            CompletableFuture<Void> arriving;
            long now;
            synchronized (this) {
                now = nanoTime.getAsLong();
                if (balance >= cost) {
                    balance -= cost;
                    leaseAhead(limit, now);
                    return Optional.empty();
                }
                if (now - awayUntil < 0) {
                    owed += cost;
                    return Optional.empty();
                }
                if (isUsedUp(cost - balance, limit, now)) {
                    return Optional.of(new UsedUp(used));
                }
                arriving = fetch(cost - balance, limit);
            }
            if (now - deadline >= 0 || !Arrival.within(arriving, deadline - now)) {
                synchronized (this) {
                    owed += cost;
                    return Optional.empty();
                }
            }
        }
    }

    /** Of a call that was refused for another reason. */
    synchronized void giveBack(int cost) {
        balance += cost;
    }

    /** Counts what was let in while PostgreSQL was away, and, at the end, gives back what is left. Throws JdbiException. */
    void settle(boolean end) {
        long count;
        synchronized (this) {
            count = owed - (end ? balance : 0);
            owed = 0;
            balance = end ? 0 : balance;
        }
        if (count != 0) {
            add(count);
        }
    }

    private void add(long count) {
        try {
            quotas.add(account, count);
        } catch (JdbiException away) {
            synchronized (this) {
                owed += count;
            }
            throw away;
        }
    }

    private boolean isUsedUp(long wanted, long limit, long now) {
        return now - usedUpUntil < 0 && wanted >= usedUpOf && used + wanted > limit;
    }

    private void leaseAhead(long limit, long now) {
        if (2 * balance < block(limit) && now - awayUntil >= 0 && !isUsedUp(1, limit, now)) {
            var unused = fetch(1, limit);
        }
    }

    /** Larger for who calls often, and small where the quota is small or little is left, so that replicas do not keep from each other what none uses. */
    private long block(long limit) {
        return Math.max(1, Math.min(size, Math.min(limit / 100, (limit - used) / 10)));
    }

    private CompletableFuture<Void> fetch(long least, long limit) {
        if (fetch != null) {
            return fetch;
        }
        long now = nanoTime.getAsLong();
        size = now - askedAt < PAUSE ? Math.min(LARGEST_BLOCK, 2 * size) : FIRST_BLOCK;
        askedAt = now;
        long most = Math.max(least, block(limit));
        CompletableFuture<Void> begun = new CompletableFuture<>();
        fetch = begun;
        executor.execute(() -> ask(least, most, limit, begun));
        return begun;
    }

    private void ask(long least, long most, long limit, CompletableFuture<Void> begun) {
        try {
            settle(false);
            Lease lease = quotas.lease(account, least, most, limit);
            metrics.leased(LimitType.QUOTA);
            arrived(lease, least);
        } catch (JdbiException away) {
            synchronized (this) {
                awayUntil = nanoTime.getAsLong() + PAUSE;
            }
        } finally {
            synchronized (this) {
                fetch = null;
            }
            begun.complete(null);
        }
    }

    private synchronized void arrived(Lease lease, long least) {
        used = lease.used();
        balance += lease.granted();
        if (lease.granted() == 0) {
            usedUpOf = least;
            usedUpUntil = nanoTime.getAsLong() + PAUSE;
        }
    }
}
