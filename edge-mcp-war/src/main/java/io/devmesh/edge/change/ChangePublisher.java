package io.devmesh.edge.change;

import io.devmesh.shared.tenant.TenantId;

/** Where whoever changed something says so. */
public interface ChangePublisher {
    /** Tells those clients of {@code tenant} that asked to be told, on every replica; soon, and never late to the caller. */
    void publish(TenantId tenant, Change change);
}
