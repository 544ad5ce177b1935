package io.devmesh.shared.secret;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.tenant.DatabaseScope;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Secrets that are stored as they are, in any table that has {@code id, secret, key_id, ciphertext}. */
public final class PlainSecretRepository {
    private static final System.Logger LOG = System.getLogger(PlainSecretRepository.class.getName());

    private final DatabaseScope scope;
    private final SecretVault vault;
    private final TenantKeyRepository keys;

    public PlainSecretRepository(Jdbi jdbi, SecretVault vault) {
        this.scope = new DatabaseScope(jdbi);
        this.vault = vault;
        this.keys = new TenantKeyRepository(jdbi, vault);
    }

    private record Named(String owner, StoredSecret secret) {}

    /**
     * Encrypts them, and returns how many that was; nothing where there is no master key. Throws
     * MasterKeyAwayException where that is away.
     *
     * @param rows selects {@code name}, whose secret it is, and what a stored secret is read from, of {@code table} as k
     */
    public int encrypt(String table, String rows) {
        if (!vault.encrypts()) {
            return 0;
        }
        List<Named> plain = scope.ofAll()
                .with(handle -> handle.createQuery(rows + " WHERE k.ciphertext IS NULL ORDER BY k.id")
                        .map((row, context) ->
                                new Named(row.getString("name"), TenantKeyRepository.storedSecret(row, "id")))
                        .list());
        return plain.stream().mapToInt(row -> encrypt(table, row)).sum();
    }

    private int encrypt(String table, Named row) {
        StoredSecret secret = row.secret();
        try {
            TenantKey key = keys.ensure(secret.tenant()).orElseThrow();
            byte[] ciphertext = vault.encrypt(key, secret.row(), vault.reveal(secret));
            return scope.ofAll()
                    .with(handle -> handle.createUpdate("UPDATE " + table
                                    + " SET secret = NULL, key_id = :key, ciphertext = :ciphertext"
                                    + " WHERE id = :id AND ciphertext IS NULL")
                            .bind("key", key.id())
                            .bind("ciphertext", ciphertext)
                            .bind("id", secret.row())
                            .execute());
        } catch (MasterKeyAwayException away) {
            throw away; // It would be for all the others, each after a while.
        } catch (UnreadableSecretException unusableKey) {
            LOG.log(ERROR, "The secret of " + row.owner() + " stays plain text: " + unusableKey.getMessage());
            return 0;
        }
    }
}
