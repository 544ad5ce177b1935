package io.devmesh.shared.secret;

import io.devmesh.shared.tenant.TenantId;
import java.util.UUID;

/**
 * A row of {@code tenant_key}: the key under which secrets of one tenant are encrypted.
 *
 * @param wrapped itself, encrypted under a master key; not to be changed
 * @param masterKeyId under which
 */
public record TenantKey(UUID id, TenantId tenant, byte[] wrapped, String masterKeyId) {
    @Override
    public String toString() {
        return "TenantKey[" + id + " under " + masterKeyId + "]";
    }
}
