package io.devmesh.edge.admission;

import static java.lang.System.Logger.Level.DEBUG;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.limit.LimitRepository.Overrides;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * What keys may do, read again every few seconds, and before a key goes on that was quiet for longer; while PostgreSQL is
 * away as it was, or as it is configured.
 */
@ApplicationScoped
class Allowances {
    static final Duration FRESH = Duration.ofSeconds(3);

    /** What is older than this is not used any more before it was tried to read it again. */
    static final Duration STALE = Duration.ofSeconds(4);

    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Overrides NONE = new Overrides(LimitOverride.NONE, LimitOverride.NONE);
    private static final System.Logger LOG = System.getLogger(Allowances.class.getName());

    private final AdmissionConfig config;
    private final LimitRepository limits;
    private final LongSupplier nanoTime;
    private final AsyncLoadingCache<Holder, Known> known;
    private volatile long lateUntil;

    Allowances() {
        this.config = null;
        this.limits = null;
        this.nanoTime = null;
        this.known = null;
    }

    @Inject
    Allowances(AdmissionConfig config, LimitRepository limits, Threads threads) {
        this(config, limits, threads, System::nanoTime);
    }

    Allowances(AdmissionConfig config, LimitRepository limits, Threads threads, LongSupplier nanoTime) {
        this.config = config;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.lateUntil = nanoTime.getAsLong();
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .refreshAfterWrite(FRESH)
                .expireAfterAccess(Duration.ofMinutes(10))
                .ticker(nanoTime::getAsLong)
                // Its housekeeping comes with every few calls: a thread for it would cost more than it does.
                .executor(Runnable::run)
                .buildAsync(new Loader(threads));
    }

    private record Holder(TenantId tenant, UUID keyId) {}

    /** @param readAt when it was tried the last time */
    private record Known(Allowance allowance, long readAt) {}

    Allowance of(Authenticated caller) {
        Holder holder = new Holder(caller.tenant(), caller.keyId());
        Optional<Known> found = await(known.get(holder));
        return found.map(old -> isStale(old) ? readAgain(holder).orElse(old) : old)
                .map(Known::allowance)
                .orElseGet(() -> configured(holder));
    }

    private boolean isStale(Known old) {
        return nanoTime.getAsLong() - old.readAt() >= STALE.toNanos();
    }

    /** Those who come meanwhile wait for the same answer; where it is late, nobody waits for the next second. */
    private Optional<Known> readAgain(Holder holder) {
        if (nanoTime.getAsLong() - lateUntil < 0) {
            return Optional.empty();
        }
        Optional<Known> read = await(known.synchronous().refresh(holder));
        if (read.isEmpty()) {
            lateUntil = nanoTime.getAsLong() + PAUSE.toNanos();
        }
        return read;
    }

    private static Optional<Known> await(CompletableFuture<Known> arriving) {
        try {
            return Optional.of(arriving.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException late) {
            return Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Allowance configured(Holder holder) {
        return Allowance.of(config, holder.tenant(), holder.keyId(), NONE);
    }

    private final class Loader implements AsyncCacheLoader<Holder, Known> {
        private final Threads threads;

        Loader(Threads threads) {
            this.threads = threads;
        }

        @Override
        public CompletableFuture<Known> asyncLoad(Holder holder, Executor unused) {
            return CompletableFuture.supplyAsync(() -> read(holder, configured(holder)), threads::execute);
        }

        @Override
        public CompletableFuture<Known> asyncReload(Holder holder, Known before, Executor unused) {
            return CompletableFuture.supplyAsync(() -> read(holder, before.allowance()), threads::execute);
        }

        private Known read(Holder holder, Allowance otherwise) {
            long now = nanoTime.getAsLong();
            try {
                return new Known(
                        Allowance.of(
                                config, holder.tenant(), holder.keyId(), limits.find(holder.tenant(), holder.keyId())),
                        now);
            } catch (JdbiException away) {
                LOG.log(DEBUG, "Limits of a key can't be read", away);
                return new Known(otherwise, now);
            }
        }
    }
}
