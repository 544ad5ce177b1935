package io.devmesh.shared.limit;

import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of {@code quota_use}. Everything throws JdbiException. */
@ApplicationScoped
public class QuotaRepository {
    private static final String ROW =
            "tenant_id = :tenant AND holder = :holder AND period = :period AND period_start = :start";

    private final DatabaseScope scope;

    QuotaRepository() {
        this(null);
    }

    @Inject
    public QuotaRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * What is counted together.
     *
     * @param holder the tenant's id, or that of one of its keys
     */
    public record Account(TenantId tenant, UUID holder, QuotaPeriod period, LocalDate start) {
        /** The tenant's own, not one of its keys'. */
        public boolean isTenants() {
            return holder.equals(tenant.value());
        }
    }

    /**
     * What was got.
     *
     * @param granted 0 where less was left than what was needed
     * @param used of the whole, with what was granted
     */
    public record Lease(long granted, long used) {}

    /** Of one period. */
    public record Use(Account account, long used) {}

    /** Takes up to {@code most}, or nothing where less than {@code least} is left of {@code limit}. Never goes above it. */
    public Lease lease(Account account, long least, long most, long limit) {
        return scope.of(account.tenant())
                .with(handle -> lease(handle, account, least, most, limit)
                        .or(() -> open(handle, account) ? lease(handle, account, least, most, limit) : Optional.empty())
                        .orElseGet(() -> new Lease(0, used(handle, account))));
    }

    private static Optional<Lease> lease(Handle handle, Account account, long least, long most, long limit) {
        // The row is locked as it is read, so that the difference is what this statement has added.
        return on(
                        account,
                        handle.createQuery("WITH old AS (SELECT used FROM quota_use WHERE " + ROW + " FOR UPDATE),"
                                + " new AS (UPDATE quota_use SET used = old.used + LEAST(:most, :limit - old.used)"
                                + " FROM old WHERE " + ROW + " AND old.used + :least <= :limit"
                                + " RETURNING quota_use.used)"
                                + " SELECT new.used, new.used - old.used AS granted FROM new, old"))
                .bind("least", least)
                .bind("most", Math.max(least, most))
                .bind("limit", limit)
                .map((row, context) -> new Lease(row.getLong("granted"), row.getLong("used")))
                .findOne();
    }

    /** True where the row was not there. */
    private static boolean open(Handle handle, Account account) {
        return on(
                                account,
                                handle.createUpdate("INSERT INTO quota_use VALUES"
                                        + " (:tenant, :holder, :period, :start, 0) ON CONFLICT DO NOTHING"))
                        .execute()
                == 1;
    }

    private static long used(Handle handle, Account account) {
        return on(account, handle.createQuery("SELECT used FROM quota_use WHERE " + ROW))
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** Counts what was used without a lease, whatever the limit is; a negative number gives back. */
    public void add(Account account, long count) {
        scope.of(account.tenant())
                .use(handle -> on(
                                account,
                                handle.createUpdate("INSERT INTO quota_use VALUES"
                                        + " (:tenant, :holder, :period, :start, GREATEST(0, :count))"
                                        + " ON CONFLICT (tenant_id, holder, period, period_start)"
                                        + " DO UPDATE SET used = GREATEST(0, quota_use.used + :count)"))
                        .bind("count", count)
                        .execute());
    }

    /** What the tenant and its keys have used in periods that began on {@code from} or later, newest first. */
    public List<Use> list(TenantId tenant, LocalDate from) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("""
                        SELECT holder, period, period_start, used FROM quota_use
                        WHERE tenant_id = :tenant AND period_start >= :from
                        ORDER BY period_start DESC, period, holder
                        """)
                        .bind("tenant", tenant.value())
                        .bind("from", from)
                        .map((row, context) -> new Use(
                                new Account(
                                        tenant,
                                        row.getObject("holder", UUID.class),
                                        row.getString("period").equals("day") ? QuotaPeriod.DAY : QuotaPeriod.MONTH,
                                        row.getObject("period_start", LocalDate.class)),
                                row.getLong("used")))
                        .list());
    }

    /** What they have used in the periods that {@code now} is in. */
    public List<Use> current(TenantId tenant, Instant now) {
        return list(tenant, QuotaPeriod.MONTH.start(now)).stream()
                .filter(use ->
                        use.account().period().start(now).equals(use.account().start()))
                .toList();
    }

    private static <T extends SqlStatement<T>> T on(Account account, T statement) {
        return statement
                .bind("tenant", account.tenant().value())
                .bind("holder", account.holder())
                .bind("period", account.period().label())
                .bind("start", account.start());
    }
}
