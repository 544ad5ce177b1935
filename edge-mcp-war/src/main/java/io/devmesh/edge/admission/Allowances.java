package io.devmesh.edge.admission;

import static java.lang.System.Logger.Level.DEBUG;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/** What keys may do, read again every few seconds; while PostgreSQL is away as it was, or as it is configured. */
@ApplicationScoped
class Allowances {
    static final Duration FRESH = Duration.ofSeconds(3);

    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Overrides NONE = new Overrides(LimitOverride.NONE, LimitOverride.NONE);
    private static final System.Logger LOG = System.getLogger(Allowances.class.getName());

    private final AdmissionConfig config;
    private final LimitRepository limits;
    private final AsyncLoadingCache<Holder, Allowance> known;

    Allowances() {
        this.config = null;
        this.limits = null;
        this.known = null;
    }

    @Inject
    Allowances(AdmissionConfig config, LimitRepository limits, Threads threads) {
        this(config, limits, threads, System::nanoTime);
    }

    Allowances(AdmissionConfig config, LimitRepository limits, Threads threads, LongSupplier nanoTime) {
        this.config = config;
        this.limits = limits;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .refreshAfterWrite(FRESH)
                .expireAfterAccess(Duration.ofMinutes(10))
                .ticker(nanoTime::getAsLong)
                .executor(threads::execute)
                .buildAsync(new Loader());
    }

    private record Holder(TenantId tenant, UUID keyId) {}

    Allowance of(Authenticated caller) {
        Holder holder = new Holder(caller.tenant(), caller.keyId());
        CompletableFuture<Allowance> allowance = known.get(holder);
        try {
            return allowance.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return configured(holder);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return configured(holder);
        }
    }

    private Allowance configured(Holder holder) {
        return Allowance.of(config, holder.tenant(), holder.keyId(), NONE);
    }

    private final class Loader implements CacheLoader<Holder, Allowance> {
        @Override
        public Allowance load(Holder holder) {
            return read(holder, configured(holder));
        }

        @Override
        public Allowance reload(Holder holder, Allowance before) {
            return read(holder, before);
        }

        private Allowance read(Holder holder, Allowance otherwise) {
            try {
                return Allowance.of(
                        config, holder.tenant(), holder.keyId(), limits.find(holder.tenant(), holder.keyId()));
            } catch (JdbiException away) {
                LOG.log(DEBUG, "Limits of a key can't be read", away);
                return otherwise;
            }
        }
    }
}
