package io.devmesh.shared.tenant;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code api_key}: hashes, never keys. */
@ApplicationScoped
public class ApiKeyRepository {
    private final Jdbi jdbi;

    ApiKeyRepository() {
        this(null);
    }

    @Inject
    public ApiKeyRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores {@code key} for {@code tenant}, with the usual scopes, and returns its id. */
    public UUID store(TenantId tenant, String name, ApiKey key) {
        return store(tenant, name, key, Scope.USUAL);
    }

    /** Stores {@code key} for {@code tenant} and returns its id. */
    public UUID store(TenantId tenant, String name, ApiKey key, Set<Scope> scopes) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO api_key (id, tenant_id, name, prefix, key_hash, scopes)
                        VALUES (:id, :tenant, :name, :prefix, :hash, :scopes)
                        """)
                .bind("id", id)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .bind("prefix", key.prefix())
                .bind("hash", key.hash().hex())
                .bind("scopes", scopes.stream().map(Scope::wire).sorted().toArray(String[]::new))
                .execute());
        return id;
    }

    /** The owner of the key with that hash; revoked keys have none. */
    public Optional<KeyOwner> find(KeyHash hash) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id, tenant_id, name, expires_at, scopes FROM api_key
                        WHERE key_hash = :hash AND revoked_at IS NULL
                        """)
                .bind("hash", hash.hex())
                .map((row, context) -> new KeyOwner(
                        row.getObject("id", UUID.class),
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getString("name"),
                        Optional.ofNullable(row.getTimestamp("expires_at")).map(java.sql.Timestamp::toInstant),
                        Scope.ofWires(List.of((String[]) row.getArray("scopes").getArray()))))
                .findOne());
    }

    /** Ends the key with that id from {@code now} on. */
    public void revoke(UUID keyId, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE api_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                .bind("now", now)
                .bind("id", keyId)
                .execute());
    }
}
