package io.devmesh.shared.operation;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.tenant.TenantId;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who looks after a tenant's events, keys and sources.
 *
 * @param tenant whose they are
 * @param actor as it stands in {@code event_history} and {@code audit_entry}
 */
public record Operator(TenantId tenant, String actor) {
    private static final int LONGEST = 200;

    public Operator {
        actor = actor.substring(0, Math.min(LONGEST, actor.length()));
    }

    /** Who sends an API key with that name. */
    public static Operator ofKey(TenantId tenant, String keyName) {
        return new Operator(tenant, "operator:" + keyName);
    }

    /**
     * Notes in the transaction of what is done that it is done.
     *
     * @param subject the name of what is changed
     * @param detail without secrets
     */
    void note(Handle handle, String action, String subject, ObjectNode detail) {
        AuditRepository.append(handle, AuditEntry.ofNow(tenant, actor, action, subject, detail));
    }
}
