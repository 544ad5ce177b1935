package io.devmesh.shared.source;

import static java.lang.System.Logger.Level.ERROR;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.TenantKey;
import io.devmesh.shared.secret.TenantKeyRepository;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

/** Rows of {@code webhook_secret}, encrypted where there is a master key. */
final class SecretRepository {
    private static final System.Logger LOG = System.getLogger(SecretRepository.class.getName());
    private static final String ROWS = """
            SELECT k.id, s.name, k.secret, k.ciphertext, k.key_id, s.tenant_id, t.wrapped_key, t.master_key_id
            FROM webhook_secret k JOIN webhook_source s ON s.id = k.source_id LEFT JOIN tenant_key t ON t.id = k.key_id
            """;

    private final Jdbi jdbi;
    private final SecretVault vault;
    private final TenantKeyRepository keys;

    SecretRepository(Jdbi jdbi, SecretVault vault) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.keys = new TenantKeyRepository(jdbi, vault);
    }

    /** The key for {@link #insert}; empty where secrets are stored as they are. */
    Optional<TenantKey> key(TenantId tenant) {
        return keys.ensure(tenant);
    }

    /** In the caller's transaction. Of those of one source, the one that is inserted last is the newest. */
    void insert(Handle handle, UUID source, Optional<TenantKey> key, String secret) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        handle.createUpdate("""
                        INSERT INTO webhook_secret (id, source_id, secret, key_id, ciphertext)
                        VALUES (:id, :source, :secret, CAST(:key AS uuid), CAST(:ciphertext AS bytea))
                        """)
                .bind("id", id)
                .bind("source", source)
                .bind("secret", hidden(key.isPresent() ? null : secret))
                .bind("key", key.map(TenantKey::id).orElse(null))
                .bind(
                        "ciphertext",
                        key.map(under -> vault.encrypt(under, id, secret)).orElse(null))
                .execute();
    }

    /** What an exception about the statement shows of it is no secret. */
    private static Argument hidden(String secret) {
        return (position, statement, context) -> statement.setString(position, secret);
    }

    /** Newest first; throws UnreadableSecretException, which names the source. */
    List<String> of(SourceName source) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                ROWS + "WHERE s.name = :source ORDER BY k.created_at DESC, k.id DESC")
                        .bind("source", source.value())
                        .map((row, context) -> new Row(row))
                        .list())
                .stream()
                .map(this::read)
                .toList();
    }

    /** Encrypts what is stored as it is, and returns how much that was; nothing where there is no master key. */
    int encryptPlain() {
        if (!vault.encrypts()) {
            return 0;
        }
        return jdbi
                .withHandle(handle -> handle.createQuery(ROWS + "WHERE k.ciphertext IS NULL ORDER BY k.id")
                        .map((row, context) -> new Row(row))
                        .list())
                .stream()
                .mapToInt(this::encrypt)
                .sum();
    }

    private int encrypt(Row row) {
        try {
            TenantKey key = keys.ensure(row.tenant).orElseThrow();
            byte[] ciphertext = vault.encrypt(key, row.id, row.plain.orElseThrow());
            return jdbi.withHandle(handle -> handle.createUpdate("""
                            UPDATE webhook_secret SET secret = NULL, key_id = :key, ciphertext = :ciphertext
                            WHERE id = :id AND ciphertext IS NULL
                            """)
                    .bind("key", key.id())
                    .bind("ciphertext", ciphertext)
                    .bind("id", row.id)
                    .execute());
        } catch (UnreadableSecretException unusableKey) {
            LOG.log(ERROR, "The secret of " + row.source + " stays plain text: " + unusableKey.getMessage());
            return 0;
        }
    }

    private String read(Row row) {
        try {
            return row.plain.orElseGet(() -> vault.decrypt(row.key.orElseThrow(), row.id, row.ciphertext));
        } catch (UnreadableSecretException unreadable) {
            throw new UnreadableSecretException(
                    "A secret of the source " + row.source + " is unreadable: " + unreadable.getMessage());
        }
    }

    /** As it is stored. */
    private static final class Row {
        private final UUID id;
        private final String source;
        private final TenantId tenant;
        private final Optional<String> plain;
        private final byte[] ciphertext;
        private final Optional<TenantKey> key;

        Row(ResultSet row) throws SQLException {
            this.id = row.getObject("id", UUID.class);
            this.source = row.getString("name");
            this.tenant = new TenantId(row.getObject("tenant_id", UUID.class));
            this.plain = Optional.ofNullable(row.getString("secret"));
            this.ciphertext = row.getBytes("ciphertext");
            this.key = plain.isPresent() ? Optional.empty() : Optional.of(TenantKeyRepository.tenantKey(row, "key_id"));
        }
    }
}
