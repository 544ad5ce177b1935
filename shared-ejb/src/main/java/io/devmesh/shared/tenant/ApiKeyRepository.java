package io.devmesh.shared.tenant;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** Rows of {@code api_key}: hashes, never keys. */
@ApplicationScoped
public class ApiKeyRepository {
    private static final String STORED =
            "SELECT id, name, prefix, scopes, toolset, created_at, expires_at, revoked_at, replaced_by FROM api_key";

    private final DatabaseScope scope;

    ApiKeyRepository() {
        this(null);
    }

    @Inject
    public ApiKeyRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** Stores {@code key} for {@code tenant}, with the usual scopes, and returns its id. */
    public UUID store(TenantId tenant, String name, ApiKey key) {
        return store(tenant, name, key, Grants.USUAL, Optional.empty());
    }

    /** Stores {@code key} for {@code tenant} and returns its id. */
    public UUID store(TenantId tenant, String name, ApiKey key, Grants grants, Optional<Instant> expiresAt) {
        return scope.of(tenant).with(handle -> insert(handle, tenant, name, key, grants, expiresAt));
    }

    /** The same in a transaction of the caller's. */
    public static UUID insert(
            Handle handle, TenantId tenant, String name, ApiKey key, Grants grants, Optional<Instant> expiresAt) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        bind(handle.createUpdate("""
                                INSERT INTO api_key (id, tenant_id, name, prefix, key_hash, scopes, toolset, expires_at)
                                VALUES (:id, :tenant, :name, :prefix, :hash, :scopes, :toolset, :expires)
                                """), grants)
                .bind("id", id)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .bind("prefix", key.prefix())
                .bind("hash", key.hash().hex())
                .bind("expires", expiresAt.orElse(null))
                .execute();
        return id;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Grants grants) {
        return statement
                .bind("scopes", grants.wires().toArray(String[]::new))
                .bind("toolset", grants.tools().toArray(String[]::new));
    }

    /** The owner of {@code key}; revoked keys have none. Found by the part of it that is no secret, and then compared. */
    public Optional<KeyOwner> find(ApiKey key) {
        return scope.ofAll()
                .with(handle -> handle
                        .createQuery("""
                        SELECT id, tenant_id, name, expires_at, scopes, toolset, key_hash FROM api_key
                        WHERE prefix = :prefix AND revoked_at IS NULL
                        """)
                        .bind("prefix", key.prefix())
                        .map((row, context) -> key.hash().isSame(new KeyHash(row.getString("key_hash")))
                                ? Optional.of(owner(row))
                                : Optional.<KeyOwner>empty())
                        .list()
                        .stream()
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static KeyOwner owner(ResultSet row) throws SQLException {
        return new KeyOwner(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("name"),
                instant(row, "expires_at"),
                grants(row));
    }

    /** All keys of {@code tenant}, the oldest first, revoked ones too. */
    public List<StoredKey> list(TenantId tenant) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery(STORED + " WHERE tenant_id = :tenant ORDER BY created_at, id")
                        .bind("tenant", tenant.value())
                        .map((row, context) -> stored(row))
                        .list());
    }

    /** The key with that id, where it is the tenant's. */
    public Optional<StoredKey> get(TenantId tenant, UUID id) {
        return scope.of(tenant).with(handle -> get(handle, tenant, id, ""));
    }

    private static Optional<StoredKey> get(Handle handle, TenantId tenant, UUID id, String lock) {
        return handle.createQuery(STORED + " WHERE id = :id AND tenant_id = :tenant" + lock)
                .bind("id", id)
                .bind("tenant", tenant.value())
                .map((row, context) -> stored(row))
                .findOne();
    }

    private static StoredKey stored(ResultSet row) throws SQLException {
        return new StoredKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                grants(row),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                Optional.ofNullable(row.getObject("replaced_by", UUID.class)));
    }

    private static Grants grants(ResultSet row) throws SQLException {
        return Grants.known(List.of((String[]) row.getArray("scopes").getArray()), List.of((String[])
                row.getArray("toolset").getArray()));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Ends the key from {@code now} on; false where the tenant has no such key that is not revoked. */
    public static boolean revoke(Handle handle, TenantId tenant, UUID id, Instant now) {
        return handle.createUpdate("""
                        UPDATE api_key SET revoked_at = :now
                        WHERE id = :id AND tenant_id = :tenant AND revoked_at IS NULL
                        """)
                        .bind("now", now)
                        .bind("id", id)
                        .bind("tenant", tenant.value())
                        .execute()
                == 1;
    }

    /**
     * Puts {@code next} in the place of the key: the same name, grants and end. The old one works until {@code until} at the
     * latest. Empty where the tenant has no such key that works at {@code now}, or it was rotated before.
     */
    public static Optional<UUID> rotate(
            Handle handle, TenantId tenant, UUID id, ApiKey next, Instant now, Instant until) {
        return get(handle, tenant, id, " FOR UPDATE")
                .filter(old -> old.works(now) && old.replacedBy().isEmpty())
                .map(old -> {
                    UUID made = insert(handle, tenant, old.name(), next, old.grants(), old.expiresAt());
                    handle.createUpdate("""
                                    UPDATE api_key SET replaced_by = :made, expires_at = least(expires_at, :until)
                                    WHERE id = :id
                                    """)
                            .bind("made", made)
                            .bind("until", until)
                            .bind("id", id)
                            .execute();
                    return made;
                });
    }

    /** Gives the key other grants from now on; false where the tenant has no such key that is not revoked. */
    public static boolean grant(Handle handle, TenantId tenant, UUID id, Grants grants) {
        Update update = handle.createUpdate("""
                UPDATE api_key SET scopes = :scopes, toolset = :toolset
                WHERE id = :id AND tenant_id = :tenant AND revoked_at IS NULL
                """);
        return bind(update, grants)
                        .bind("id", id)
                        .bind("tenant", tenant.value())
                        .execute()
                == 1;
    }

    /** Whether there is, or was, a key that may do everything for all tenants. */
    public boolean isBootstrapped() {
        return scope.ofAll()
                .with(handle -> handle.createQuery(
                                "SELECT EXISTS (SELECT FROM api_key WHERE 'platform' = ANY (scopes))")
                        .mapTo(Boolean.class)
                        .one());
    }

    /** When a key was last written, by PostgreSQL's clock; its present time where there is none. */
    public Instant lastChange() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT coalesce(max(changed_at), clock_timestamp()) FROM api_key")
                        .mapTo(Instant.class)
                        .one());
    }

    /** Keys of all tenants that were written after {@code moment}. */
    public List<ChangedKey> changedAfter(Instant moment) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        SELECT id, key_hash, changed_at, changed_at = created_at AS is_new FROM api_key WHERE changed_at > :moment ORDER BY changed_at
                        """)
                        .bind("moment", moment)
                        .map((row, context) -> new ChangedKey(
                                row.getObject("id", UUID.class),
                                new KeyHash(row.getString("key_hash")),
                                row.getTimestamp("changed_at").toInstant(),
                                row.getBoolean("is_new")))
                        .list());
    }
}
