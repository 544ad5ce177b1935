package io.devmesh.shared.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom a stored API key speaks for.
 *
 * @param keyId the key's own id, for logs and audit
 * @param tenant the one tenant of the key
 * @param name what its creator called it
 * @param expiresAt when it stops to work, if ever
 * @param grants what it may do
 */
public record KeyOwner(UUID keyId, TenantId tenant, String name, Optional<Instant> expiresAt, Grants grants) {

    /** Of a key to which nothing special is given. */
    public KeyOwner(UUID keyId, TenantId tenant, String name, Optional<Instant> expiresAt) {
        this(keyId, tenant, name, expiresAt, Grants.USUAL);
    }

    public boolean isExpired(Instant now) {
        return expiresAt.filter(expiry -> !expiry.isAfter(now)).isPresent();
    }

    public boolean may(Scope scope) {
        return grants.may(scope);
    }
}
