package io.devmesh.shared.operation;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.TenantKey;
import io.devmesh.shared.secret.TenantKeyRepository;
import io.devmesh.shared.tenant.DatabaseScope;
import org.jdbi.v3.core.Jdbi;

/** What operators do to the keys under which secrets are encrypted, each with its row in {@code audit_entry}. */
public final class SecretOperationRepository {
    private final Jdbi jdbi;
    private final DatabaseScope scope;
    private final SecretVault vault;

    public SecretOperationRepository(Jdbi jdbi, SecretVault vault) {
        this.jdbi = jdbi;
        this.scope = new DatabaseScope(jdbi);
        this.vault = vault;
    }

    /**
     * Wraps by the newest master key whatever another one wraps, and returns how many that were. Throws
     * UnreadableSecretException at the first key that can't be unwrapped; those before it are done.
     */
    public int rotateMaster(String actor) {
        int done = 0;
        for (TenantKey key : new TenantKeyRepository(jdbi, vault).wrappedByOlder()) {
            done += rewrap(key, vault.rewrapped(key), actor) ? 1 : 0;
        }
        int rewrapped = done;
        scope.of(AuditEntry.NOBODY)
                .use(handle -> new Operator(AuditEntry.NOBODY, actor)
                        .note(
                                handle,
                                "secret.rotate_master",
                                vault.newestMasterKey(),
                                Json.mapper().createObjectNode().put("rewrapped", rewrapped)));
        return done;
    }

    private boolean rewrap(TenantKey old, TenantKey next, String actor) {
        return scope.of(old.tenant()).with(handle -> {
            boolean replaced = TenantKeyRepository.replace(handle, old, next);
            if (replaced) {
                new Operator(old.tenant(), actor)
                        .note(
                                handle,
                                "secret.rewrap",
                                old.id().toString(),
                                Json.mapper()
                                        .createObjectNode()
                                        .put("from", old.masterKeyId())
                                        .put("to", next.masterKeyId()));
            }
            return replaced;
        });
    }
}
