package io.devmesh.shared.operation;

import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** Appends to {@code operation_audit}, in the transaction of what it tells. */
final class AuditRepository {
    private AuditRepository() {}

    /**
     * @param subject the name of what was changed
     * @param detail without secrets
     */
    static void append(Handle handle, Operator operator, String action, String subject, ObjectNode detail) {
        handle.createUpdate("""
                        INSERT INTO operation_audit (tenant_id, actor, action, subject, detail)
                        VALUES (:tenant, :actor, :action, :subject, CAST(:detail AS json))
                        """)
                .bind("tenant", operator.tenant().value())
                .bind("actor", operator.actor())
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail.toString())
                .execute();
    }
}
