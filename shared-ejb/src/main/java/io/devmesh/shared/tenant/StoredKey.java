package io.devmesh.shared.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a key, without what it is.
 *
 * @param id for logs, audit and revocation
 * @param name what its creator called it
 * @param prefix the type and the first four characters, by which its holder knows it again
 * @param grants what it may do
 * @param createdAt when it was made
 * @param expiresAt when it stops to work, if ever
 * @param revokedAt when it was revoked
 * @param replacedBy the key that was made in its place
 */
public record StoredKey(
        UUID id,
        String name,
        String prefix,
        Grants grants,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<UUID> replacedBy) {

    /** Whether it may still be used at {@code now}. */
    public boolean works(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(expiry -> !expiry.isAfter(now)).isEmpty();
    }
}
