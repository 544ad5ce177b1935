package io.devmesh.shared.source;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code forward_target}, for whoever looks after them. */
public final class TargetRepository {
    /**
     * A target without its secret.
     *
     * @param state {@code active}, {@code resting}, {@code paused} or {@code disabled}
     */
    public record Listed(TargetName name, String url, int maxConcurrency, String state, long pending, long dead) {}

    private final Jdbi jdbi;

    public TargetRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** False where the tenant has a target of that name, a disabled one too. */
    public boolean store(Target target) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        INSERT INTO forward_target (id, tenant_id, name, url, secret, max_concurrency)
                        VALUES (:id, :tenant, :name, :url, :secret, :concurrency)
                        ON CONFLICT (tenant_id, name) DO NOTHING
                        """)
                        .bind("id", UuidCreator.getTimeOrderedEpoch())
                        .bind("tenant", target.tenant().value())
                        .bind("name", target.name().value())
                        .bind("url", target.url().toString())
                        .bind("secret", target.secret().reveal())
                        .bind("concurrency", target.maxConcurrency())
                        .execute()
                == 1);
    }

    /** What waits for it will be dead. False where there is no enabled target of that name. */
    public boolean disable(TenantId tenant, TargetName name) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE forward_target SET disabled_at = now()
                        WHERE tenant_id = :tenant AND name = :name AND disabled_at IS NULL
                        """)
                        .bind("tenant", tenant.value())
                        .bind("name", name.value())
                        .execute()
                == 1);
    }

    /** All of a tenant's targets, by name. */
    public List<Listed> list(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT t.name, t.url, t.max_concurrency,
                               CASE WHEN t.disabled_at IS NOT NULL THEN 'disabled' WHEN t.paused_at IS NOT NULL THEN 'paused'
                                    WHEN t.rests_until > now() THEN 'resting' ELSE 'active' END AS state,
                               (SELECT count(*) FROM outbox o WHERE o.tenant_id = t.tenant_id AND o.target = t.name
                                                                AND o.status = 'pending') AS pending,
                               (SELECT count(*) FROM outbox o WHERE o.tenant_id = t.tenant_id AND o.target = t.name
                                                                AND o.status = 'dead') AS dead
                        FROM forward_target t WHERE t.tenant_id = :tenant ORDER BY t.name
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Listed(
                        new TargetName(row.getString("name")),
                        row.getString("url"),
                        row.getInt("max_concurrency"),
                        row.getString("state"),
                        row.getLong("pending"),
                        row.getLong("dead")))
                .list());
    }
}
