package io.devmesh.shared.operation;

import io.devmesh.shared.tenant.TenantId;

/**
 * Who looks after a tenant's events.
 *
 * @param keyName what the API key is called with which it is done
 */
public record Operator(TenantId tenant, String keyName) {
    private static final int LONGEST = 200;

    /** As it stands in {@code event_history} and {@code operation_audit}. */
    public String actor() {
        String actor = "operator:" + keyName;
        return actor.substring(0, Math.min(LONGEST, actor.length()));
    }
}
