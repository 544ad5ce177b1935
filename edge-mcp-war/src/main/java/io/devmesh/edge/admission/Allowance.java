package io.devmesh.edge.admission;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository.Overrides;
import io.devmesh.shared.limit.QuotaPeriod;
import io.devmesh.shared.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What one key may do, of what is configured and what is said of it and its tenant. */
record Allowance(Optional<Rate> key, Optional<Rate> tenant, List<Quota> quotas, OptionalInt calls) {
    /** @param holder the tenant's id, or the key's */
    record Quota(UUID holder, QuotaPeriod period, int limit) {}

    static Allowance of(AdmissionConfig config, TenantId tenant, UUID keyId, Overrides overrides) {
        List<Quota> quotas = new ArrayList<>();
        if (config.quotas().enabled()) {
            LimitOverride own = overrides.key();
            add(quotas, keyId, QuotaPeriod.DAY, own.dailyQuota());
            add(quotas, keyId, QuotaPeriod.MONTH, own.monthlyQuota());
            LimitOverride all = overrides.tenant();
            add(
                    quotas,
                    tenant.value(),
                    QuotaPeriod.DAY,
                    or(all.dailyQuota(), config.quotas().daily()));
            add(
                    quotas,
                    tenant.value(),
                    QuotaPeriod.MONTH,
                    or(all.monthlyQuota(), config.quotas().monthly()));
        }
        return new Allowance(
                rate(overrides.key(), config.rates().key()),
                rate(overrides.tenant(), config.rates().tenant()),
                List.copyOf(quotas),
                calls(overrides, config.atOnce().calls()));
    }

    /** A tenant's administrators give its keys limits, but not more than it was given itself. */
    private static OptionalInt calls(Overrides overrides, OptionalInt configured) {
        OptionalInt key = overrides.key().concurrency();
        OptionalInt tenant = overrides.tenant().concurrency();
        return key.isPresent() && tenant.isPresent()
                ? OptionalInt.of(Math.min(key.getAsInt(), tenant.getAsInt()))
                : or(key, or(tenant, configured));
    }

    private static void add(List<Quota> quotas, UUID holder, QuotaPeriod period, OptionalInt limit) {
        limit.ifPresent(calls -> quotas.add(new Quota(holder, period, calls)));
    }

    private static Optional<Rate> rate(LimitOverride override, Optional<Rate> configured) {
        if (override.rps().isPresent()) {
            int perSecond = override.rps().getAsInt();
            return Optional.of(new Rate(perSecond, override.burst().orElse(2 * perSecond)));
        }
        return configured.map(
                rate -> new Rate(rate.perSecond(), override.burst().orElse(rate.burst())));
    }

    private static OptionalInt or(OptionalInt first, OptionalInt second) {
        return first.isPresent() ? first : second;
    }
}
