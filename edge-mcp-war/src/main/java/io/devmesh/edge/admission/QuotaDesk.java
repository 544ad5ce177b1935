package io.devmesh.edge.admission;

import static java.lang.System.Logger.Level.WARNING;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.devmesh.edge.admission.Allowance.Quota;
import io.devmesh.edge.admission.LeasedQuota.UsedUp;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.limit.QuotaRepository;
import io.devmesh.shared.limit.QuotaRepository.Account;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.tenant.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/** This replica's parts of quotas. What is not used any more is given back after a minute, and at the end. */
@ApplicationScoped
class QuotaDesk {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);
    private static final int MOST = 100_000;
    private static final System.Logger LOG = System.getLogger(QuotaDesk.class.getName());

    private final QuotaRepository quotas;
    private final Threads threads;
    private final AdmissionMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Cache<Account, LeasedQuota> leased;
    private volatile boolean failing;

    QuotaDesk() {
        this.quotas = null;
        this.threads = null;
        this.metrics = null;
        this.clock = null;
        this.nanoTime = null;
        this.leased = null;
    }

    @Inject
    QuotaDesk(QuotaRepository quotas, Threads threads, AdmissionMetrics metrics, Clock clock) {
        this(quotas, threads, metrics, clock, System::nanoTime);
    }

    QuotaDesk(QuotaRepository quotas, Threads threads, AdmissionMetrics metrics, Clock clock, LongSupplier nanoTime) {
        this.quotas = quotas;
        this.threads = threads;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.leased = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(KEPT)
                .ticker(nanoTime::getAsLong)
                // Its housekeeping comes with every few calls: a thread for it would cost more than it does.
                .executor(Runnable::run)
                .removalListener((Account account, LeasedQuota quota, RemovalCause why) ->
                        threads.execute(() -> end(account, quota)))
                .build();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        threads.every(SETTLE_EVERY, this::settle);
    }

    /** Uses {@code cost} of each quota, or of none. */
    Optional<Refused> take(TenantId tenant, List<Quota> of, int cost) {
        Instant now = clock.instant();
        for (int i = 0; i < of.size(); i++) {
            Quota quota = of.get(i);
            Optional<UsedUp> usedUp = find(tenant, quota, now).take(cost, quota.limit());
            if (usedUp.isPresent()) {
                giveBack(tenant, of.subList(0, i), cost);
                return Optional.of(refused(quota, usedUp.get().used(), now));
            }
        }
        return Optional.empty();
    }

    void giveBack(TenantId tenant, List<Quota> of, int cost) {
        Instant now = clock.instant();
        of.forEach(quota -> find(tenant, quota, now).giveBack(cost));
    }

    /** Counts what was let in without a lease, and gives back what nobody uses any more. */
    void settle() {
        leased.cleanUp();
        leased.asMap().values().forEach(quota -> settled(quota, false));
    }

    @PreDestroy
    void stop() {
        leased.asMap().values().forEach(quota -> settled(quota, true));
    }

    private LeasedQuota find(TenantId tenant, Quota quota, Instant now) {
        Account account = new Account(
                tenant, quota.holder(), quota.period(), quota.period().start(now));
        return leased.get(account, wanted -> new LeasedQuota(wanted, quotas, threads::execute, metrics, nanoTime));
    }

    private static Refused refused(Quota quota, long used, Instant now) {
        LocalDate start = quota.period().start(now);
        Instant begin = start.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = quota.period().end(start).atStartOfDay().toInstant(ZoneOffset.UTC);
        return new Refused(
                LimitType.QUOTA,
                Refusal.quota(quota.period().label(), Duration.between(begin, end), used, quota.limit(), end, now));
    }

    /** What can't be written now is kept for later. */
    private void end(Account account, LeasedQuota quota) {
        if (!settled(quota, true)) {
            leased.asMap().putIfAbsent(account, quota);
        }
    }

    private boolean settled(LeasedQuota quota, boolean end) {
        try {
            quota.settle(end);
            failing = false;
            return true;
        } catch (JdbiException away) {
            if (!failing) {
                LOG.log(WARNING, "What was used of a quota can't be written for now: " + RootCause.of(away));
            }
            failing = true;
            return false;
        }
    }
}
