package io.devmesh.edge.admission;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;

/** Limits of tenants and keys in memory; may be away. */
final class MemoryLimits extends LimitRepository {
    final Map<UUID, LimitOverride> overrides = new HashMap<>();
    boolean away;

    MemoryLimits() {
        super(null);
    }

    @Override
    public Overrides find(TenantId tenant, UUID keyId) {
        if (away) {
            throw new ConnectionException(new java.sql.SQLException("away"));
        }
        return new Overrides(
                overrides.getOrDefault(tenant.value(), LimitOverride.NONE),
                overrides.getOrDefault(keyId, LimitOverride.NONE));
    }
}
