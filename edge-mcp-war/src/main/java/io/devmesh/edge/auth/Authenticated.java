package io.devmesh.edge.auth;

import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import java.util.Set;
import java.util.UUID;

/**
 * A caller whose key was checked.
 *
 * @param keyId id of the API key, for logs and audit
 * @param tenant the one tenant whose data it may see
 * @param keyName what the key's creator called it
 * @param scopes what it may do
 */
public record Authenticated(UUID keyId, TenantId tenant, String keyName, Set<Scope> scopes) implements Identity {
    public Authenticated {
        scopes = Set.copyOf(scopes);
    }

    /** Of a key to which nothing special is given. */
    public Authenticated(UUID keyId, TenantId tenant) {
        this(keyId, tenant, "", Scope.USUAL);
    }
}
