package io.devmesh.edge.auth;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A caller whose key or token was checked.
 *
 * @param keyId id of the API key, or of whom a token speaks for; for logs and audit, and to know the caller again
 * @param tenant the one tenant whose data it may see
 * @param keyName what the key's creator called it
 * @param grants what it may do
 * @param expiresAt when it is nobody any more, if ever
 */
public record Authenticated(UUID keyId, TenantId tenant, String keyName, Grants grants, Optional<Instant> expiresAt)
        implements Identity {
    /** Of a key to which nothing special is given. */
    public Authenticated(UUID keyId, TenantId tenant) {
        this(keyId, tenant, "", Grants.USUAL, Optional.empty());
    }
}
