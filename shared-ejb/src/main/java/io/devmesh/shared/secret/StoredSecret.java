package io.devmesh.shared.secret;

import io.devmesh.shared.tenant.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * A secret as its row holds it.
 *
 * @param plain where no master key was configured when the row was written
 * @param encrypted else
 */
public record StoredSecret(UUID row, TenantId tenant, Optional<String> plain, Optional<Encrypted> encrypted) {
    /**
     * The other form.
     *
     * @param ciphertext not to be changed
     */
    public record Encrypted(TenantKey key, byte[] ciphertext) {}

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoredSecret[" + row + "]";
    }
}
