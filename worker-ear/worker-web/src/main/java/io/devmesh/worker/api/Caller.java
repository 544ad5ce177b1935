package io.devmesh.worker.api;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.KeyOwner;
import io.devmesh.shared.tenant.TenantId;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who sent a request whose key was checked. */
record Caller(KeyOwner owner) implements Principal {
    static Caller of(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }

    @Override
    public String getName() {
        return owner.name();
    }

    TenantId tenant() {
        return owner.tenant();
    }

    Operator operator() {
        return Operator.ofKey(owner.tenant(), owner.name());
    }
}
