package io.devmesh.shared.source;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.secret.PlainSecretRepository;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.StoredSecret;
import io.devmesh.shared.secret.TenantKey;
import io.devmesh.shared.secret.TenantKeyRepository;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code webhook_secret}, encrypted where there is a master key. */
final class SecretRepository {
    private static final String ROWS = """
            SELECT k.id, s.name, k.secret, k.ciphertext, k.key_id, s.tenant_id, t.wrapped_key, t.master_key_id
            FROM webhook_secret k JOIN webhook_source s ON s.id = k.source_id LEFT JOIN tenant_key t ON t.id = k.key_id
            """;

    private final Jdbi jdbi;
    private final DatabaseScope scope;
    private final SecretVault vault;
    private final TenantKeyRepository keys;

    SecretRepository(Jdbi jdbi, SecretVault vault) {
        this.jdbi = jdbi;
        this.scope = new DatabaseScope(jdbi);
        this.vault = vault;
        this.keys = new TenantKeyRepository(jdbi, vault);
    }

    /** The key for {@link #insert}; empty where secrets are stored as they are. */
    Optional<TenantKey> key(TenantId tenant) {
        return keys.ensure(tenant);
    }

    /** In the caller's transaction. Of those of one source, the one that is inserted last is the newest. */
    void insert(Handle handle, TenantId tenant, UUID source, Optional<TenantKey> key, String secret) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        keys.bindSecret(handle.createUpdate("""
                                INSERT INTO webhook_secret (id, tenant_id, source_id, secret, key_id, ciphertext)
                                VALUES (:id, :tenant, :source, :secret, CAST(:key AS uuid), CAST(:ciphertext AS bytea))
                                """), key, id, secret)
                .bind("id", id)
                .bind("tenant", tenant.value())
                .bind("source", source)
                .execute();
    }

    /** Newest first; throws UnreadableSecretException, which names the source. */
    List<String> of(SourceName source) {
        return scope
                .ofAll()
                .with(handle -> handle.createQuery(
                                ROWS + "WHERE s.name = :source ORDER BY k.created_at DESC, k.id DESC")
                        .bind("source", source.value())
                        .map((row, context) -> TenantKeyRepository.storedSecret(row, "id"))
                        .list())
                .stream()
                .map(secret -> read(source, secret))
                .toList();
    }

    /** Encrypts what is stored as it is, and returns how much that was; nothing where there is no master key. */
    int encryptPlain() {
        return new PlainSecretRepository(jdbi, vault).encrypt("webhook_secret", ROWS);
    }

    private String read(SourceName source, StoredSecret secret) {
        try {
            return vault.reveal(secret);
        } catch (UnreadableSecretException unreadable) {
            throw unreadable.about("A secret of the source " + source + " is unreadable");
        }
    }
}
