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
 */
public record KeyOwner(UUID keyId, TenantId tenant, String name, Optional<Instant> expiresAt) {
    public boolean isExpired(Instant now) {
        return expiresAt.filter(expiry -> !expiry.isAfter(now)).isPresent();
    }
}
