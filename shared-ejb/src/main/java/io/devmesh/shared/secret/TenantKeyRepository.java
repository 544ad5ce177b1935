package io.devmesh.shared.secret;

import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of {@code tenant_key}. */
public final class TenantKeyRepository {
    private final DatabaseScope scope;
    private final SecretVault vault;

    public TenantKeyRepository(Jdbi jdbi, SecretVault vault) {
        this.scope = new DatabaseScope(jdbi);
        this.vault = vault;
    }

    /** The key of {@code tenant}, made if there is none; empty where there is no master key. */
    public Optional<TenantKey> ensure(TenantId tenant) {
        if (!vault.encrypts()) {
            return Optional.empty();
        }
        return scope.of(tenant)
                .with(handle ->
                        Optional.of(find(handle, tenant).orElseGet(() -> insert(handle, vault.newKey(tenant)))));
    }

    /** What another master key than the newest wraps. */
    public List<TenantKey> wrappedByOlder() {
        String newest = vault.newestMasterKey();
        return scope
                .ofAll()
                .with(handle -> handle.createQuery(
                                "SELECT id, tenant_id, wrapped_key, master_key_id FROM tenant_key ORDER BY id")
                        .map((row, context) -> tenantKey(row))
                        .list())
                .stream()
                .filter(key -> !key.masterKeyId().equals(newest))
                .toList();
    }

    /** Stores a key wrapped anew, in the caller's transaction; false where somebody else has done it. */
    public static boolean replace(Handle handle, TenantKey old, TenantKey next) {
        return handle.createUpdate("""
                        UPDATE tenant_key SET wrapped_key = :wrapped, master_key_id = :master
                        WHERE id = :id AND master_key_id = :old
                        """)
                        .bind("wrapped", next.wrapped())
                        .bind("master", next.masterKeyId())
                        .bind("id", old.id())
                        .bind("old", old.masterKeyId())
                        .execute()
                == 1;
    }

    /**
     * Binds {@code secret}, {@code key} and {@code ciphertext} of a row: {@code secret} encrypted under {@code key}, or as it is where
     * there is none. What an exception about the statement shows of it is no secret.
     *
     * @param row its id
     */
    public <S extends SqlStatement<S>> S bindSecret(S statement, Optional<TenantKey> key, UUID row, String secret) {
        Argument plain = (position, prepared, context) -> prepared.setString(position, key.isPresent() ? null : secret);
        return statement
                .bind("secret", plain)
                .bind("key", key.map(TenantKey::id).orElse(null))
                .bind(
                        "ciphertext",
                        key.map(under -> vault.encrypt(under, row, secret)).orElse(null));
    }

    /** From the columns {@code tenant_id, secret, ciphertext, key_id, wrapped_key, master_key_id} and that with the row's id. */
    public static StoredSecret storedSecret(ResultSet row, String id) throws SQLException {
        byte[] ciphertext = row.getBytes("ciphertext");
        return new StoredSecret(
                row.getObject(id, UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                Optional.ofNullable(row.getString("secret")),
                ciphertext == null
                        ? Optional.empty()
                        : Optional.of(new StoredSecret.Encrypted(tenantKey(row, "key_id"), ciphertext)));
    }

    private static TenantKey tenantKey(ResultSet row, String id) throws SQLException {
        return new TenantKey(
                row.getObject(id, UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getBytes("wrapped_key"),
                row.getString("master_key_id"));
    }

    private static TenantKey tenantKey(ResultSet row) throws SQLException {
        return tenantKey(row, "id");
    }

    private static Optional<TenantKey> find(Handle handle, TenantId tenant) {
        return handle.createQuery(
                        "SELECT id, tenant_id, wrapped_key, master_key_id FROM tenant_key WHERE tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> tenantKey(row))
                .findOne();
    }

    /** Somebody else may have been faster. */
    private static TenantKey insert(Handle handle, TenantKey key) {
        handle.createUpdate("""
                        INSERT INTO tenant_key (id, tenant_id, wrapped_key, master_key_id)
                        VALUES (:id, :tenant, :wrapped, :master) ON CONFLICT (tenant_id) DO NOTHING
                        """)
                .bind("id", key.id())
                .bind("tenant", key.tenant().value())
                .bind("wrapped", key.wrapped())
                .bind("master", key.masterKeyId())
                .execute();
        return find(handle, key.tenant()).orElseThrow();
    }
}
