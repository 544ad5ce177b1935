package io.devmesh.shared.source;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.PlainSecretRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.TenantKey;
import io.devmesh.shared.secret.TenantKeyRepository;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code forward_target}, for whoever looks after them; their secrets encrypted where there is a master key. */
@ApplicationScoped
public class TargetRepository {
    /** Dead forwards that are replayed in one transaction. */
    public static final int MOST_REPLAYED = 1_000;

    private static final String SECRETS = """
            SELECT k.id, 'the target ' || k.name AS name, k.secret, k.ciphertext, k.key_id, k.tenant_id, t.wrapped_key,
                   t.master_key_id
            FROM forward_target k LEFT JOIN tenant_key t ON t.id = k.key_id
            """;

    /**
     * A target without its secret.
     *
     * @param state {@code active}, {@code resting}, {@code paused} or {@code disabled}
     */
    public record Listed(TargetName name, String url, int maxConcurrency, String state, long pending, long dead) {}

    /**
     * What was replayed.
     *
     * @param last the highest position of these forwards
     */
    public record Batch(int forwards, long last) {}

    private final Jdbi jdbi;
    private final DatabaseScope scope;
    private final SecretVault vault;

    TargetRepository() {
        this(null);
    }

    /** Stores secrets as they are. */
    public TargetRepository(Jdbi jdbi) {
        this(jdbi, new SecretVault(MasterKeys.none()));
    }

    @Inject
    public TargetRepository(Jdbi jdbi, SecretVault vault) {
        this.jdbi = jdbi;
        this.scope = new DatabaseScope(jdbi);
        this.vault = vault;
    }

    /**
     * False where the tenant has a target of that name, a disabled one too. Throws UnreadableSecretException where the tenant's
     * key can't be unwrapped.
     */
    public boolean store(Target target) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        TenantKeyRepository keys = new TenantKeyRepository(jdbi, vault);
        Optional<TenantKey> key = keys.ensure(target.tenant());
        String insert = """
                INSERT INTO forward_target (id, tenant_id, name, url, secret, key_id, ciphertext, max_concurrency)
                VALUES (:id, :tenant, :name, :url, :secret, CAST(:key AS uuid), CAST(:ciphertext AS bytea), :concurrency)
                ON CONFLICT (tenant_id, name) DO NOTHING
                """;
        return scope.of(target.tenant())
                .with(handle -> keys.bindSecret(
                                        handle.createUpdate(insert),
                                        key,
                                        id,
                                        target.secret().reveal())
                                .bind("id", id)
                                .bind("tenant", target.tenant().value())
                                .bind("name", target.name().value())
                                .bind("url", target.url().toString())
                                .bind("concurrency", target.maxConcurrency())
                                .execute()
                        == 1);
    }

    /** Encrypts the secrets that are stored as they are, and returns how many; none where there is no master key. */
    public int encryptPlainSecrets() {
        return new PlainSecretRepository(jdbi, vault).encrypt("forward_target", SECRETS);
    }

    /** What is for it waits. False where there is no enabled target of that name that is not paused. */
    public boolean pause(TenantId tenant, TargetName name) {
        return stamp(tenant, name, "paused_at = now()", "paused_at IS NULL");
    }

    /** What waits for it is sent. False where there is no enabled target of that name that is paused. */
    public boolean resume(TenantId tenant, TargetName name) {
        return stamp(tenant, name, "paused_at = NULL", "paused_at IS NOT NULL");
    }

    /** What waits for it will be dead. False where there is no enabled target of that name. */
    public boolean disable(TenantId tenant, TargetName name) {
        return stamp(tenant, name, "disabled_at = now()", "TRUE");
    }

    private boolean stamp(TenantId tenant, TargetName name, String assignment, String condition) {
        return scope.of(tenant)
                .with(handle -> handle.createUpdate("UPDATE forward_target SET " + assignment
                                        + " WHERE tenant_id = :tenant AND name = :name AND disabled_at IS NULL AND "
                                        + condition)
                                .bind("tenant", tenant.value())
                                .bind("name", name.value())
                                .execute()
                        == 1);
    }

    /**
     * Has up to {@link #MOST_REPLAYED} of its dead forwards sent again, the oldest behind {@code after} first, with all their
     * attempts before them. Where it is disabled they would be dead again, so it must not be.
     *
     * @param after the last position of the batch before, or 0
     */
    public Batch replay(TenantId tenant, TargetName name, long after, int limit) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("""
                        WITH again AS (
                            UPDATE outbox SET status = 'pending', due_at = now(), leased_until = NULL,
                                              forgiven_attempts = attempts, last_error = NULL, last_status = NULL
                            WHERE id IN (SELECT o.id FROM outbox o
                                         WHERE o.tenant_id = :tenant AND o.target = :name AND o.status = 'dead'
                                           AND o.position > :after
                                         ORDER BY o.position LIMIT :limit FOR UPDATE SKIP LOCKED)
                            RETURNING position)
                        SELECT count(*) AS forwards, coalesce(max(position), :after) AS last FROM again
                        """)
                        .bind("tenant", tenant.value())
                        .bind("name", name.value())
                        .bind("after", after)
                        .bind("limit", Math.min(limit, MOST_REPLAYED))
                        .map((row, context) -> new Batch(row.getInt("forwards"), row.getLong("last")))
                        .one());
    }

    /** The target of that name, a disabled one too. */
    public Optional<Listed> find(TenantId tenant, TargetName name) {
        return select(tenant, name.value()).stream().findFirst();
    }

    /** All of a tenant's targets, by name. */
    public List<Listed> list(TenantId tenant) {
        return select(tenant, "");
    }

    /** @param name empty for all */
    private List<Listed> select(TenantId tenant, String name) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("""
                        SELECT t.name, t.url, t.max_concurrency,
                               CASE WHEN t.disabled_at IS NOT NULL THEN 'disabled' WHEN t.paused_at IS NOT NULL THEN 'paused'
                                    WHEN t.rests_until > now() THEN 'resting' ELSE 'active' END AS state,
                               (SELECT count(*) FROM outbox o WHERE o.tenant_id = t.tenant_id AND o.target = t.name
                                                                AND o.status = 'pending') AS pending,
                               (SELECT count(*) FROM outbox o WHERE o.tenant_id = t.tenant_id AND o.target = t.name
                                                                AND o.status = 'dead') AS dead
                        FROM forward_target t
                        WHERE t.tenant_id = :tenant AND (:name = '' OR t.name = :name) ORDER BY t.name
                        """)
                        .bind("tenant", tenant.value())
                        .bind("name", name)
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
