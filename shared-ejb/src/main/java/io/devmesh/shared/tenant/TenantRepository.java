package io.devmesh.shared.tenant;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code tenant} and {@code api_key}. */
@ApplicationScoped
public class TenantRepository {
    private final DatabaseScope scope;

    TenantRepository() {
        this(null);
    }

    @Inject
    public TenantRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** The tenant of that name. */
    public Optional<TenantId> find(String name) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT id FROM tenant WHERE name = :name")
                        .bind("name", name)
                        .mapTo(UUID.class)
                        .findOne()
                        .map(TenantId::new));
    }

    /** The tenant of that id. */
    public Optional<TenantId> findById(UUID id) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT id FROM tenant WHERE id = :id")
                        .bind("id", id)
                        .mapTo(UUID.class)
                        .findOne()
                        .map(TenantId::new));
    }

    /** The tenant of that name, made if there is none. */
    public TenantId ensure(String name) {
        return scope.ofAll().with(handle -> {
            handle.createUpdate("INSERT INTO tenant (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING")
                    .bind("id", UuidCreator.getTimeOrderedEpoch())
                    .bind("name", name)
                    .execute();
            return new TenantId(handle.createQuery("SELECT id FROM tenant WHERE name = :name")
                    .bind("name", name)
                    .mapTo(UUID.class)
                    .one());
        });
    }

    /** Makes a tenant in a transaction of the caller's; empty where there is one of that name. */
    public static Optional<TenantId> insert(Handle handle, String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int inserted = handle.createUpdate(
                        "INSERT INTO tenant (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING")
                .bind("id", id)
                .bind("name", name)
                .execute();
        return inserted == 1 ? Optional.of(new TenantId(id)) : Optional.empty();
    }

    /** All tenants by name. */
    public List<Listed> list() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        SELECT t.id, t.name, t.created_at,
                            (SELECT count(*) FROM api_key k WHERE k.tenant_id = t.id AND k.revoked_at IS NULL
                                AND (k.expires_at IS NULL OR k.expires_at > now())) AS keys,
                            (SELECT count(*) FROM webhook_source s WHERE s.tenant_id = t.id AND s.disabled_at IS NULL) AS sources
                        FROM tenant t ORDER BY t.name
                        """)
                        .map((row, context) -> new Listed(
                                new TenantId(row.getObject("id", UUID.class)),
                                row.getString("name"),
                                row.getTimestamp("created_at").toInstant(),
                                row.getInt("keys"),
                                row.getInt("sources")))
                        .list());
    }

    /**
     * A tenant, and how much it has.
     *
     * @param keys that work
     * @param sources that take webhooks
     */
    public record Listed(TenantId id, String name, Instant createdAt, int keys, int sources) {}
}
